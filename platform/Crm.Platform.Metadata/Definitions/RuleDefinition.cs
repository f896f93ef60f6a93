namespace Crm.Platform.Metadata.Definitions;

/// <summary>Something no record of an entity may be.</summary>
/// <param name="Entity">Whose records it is about.</param>
/// <param name="When">Condition that refuses a record for which it is true.</param>
/// <param name="Message">What people read then.</param>
public sealed record RuleDefinition(string Name, string Entity, string When, string Message)
{
    /// <summary>The field the message stands at; <see langword="null"/> for the whole record.</summary>
    public string? Field { get; init; }

    /// <summary>Code of the problem: <c>rule.</c> and the name.</summary>
    public string Code => $"rule.{Name}";
}
