namespace Crm.Platform.Abstractions;

/// <summary>One option of a choice field.</summary>
/// <param name="Value">What is stored and travels on the wire.</param>
/// <param name="Label">What people read.</param>
/// <param name="Color">CSS hex colour (<c>#1b8a5a</c>), or <see langword="null"/> for neutral.</param>
public sealed record Choice(string Value, string Label, string? Color = null)
{
    /// <summary>Condition over the record under which it can be chosen, or <see langword="null"/> for always.</summary>
    public string? When { get; init; }
}
