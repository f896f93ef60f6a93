namespace Crm.Platform.Abstractions;

/// <summary>By what a change is made, as the history tells it.</summary>
/// <param name="Kind"><c>platform</c>, <c>screen</c>, <c>api</c>, <c>import</c>, <c>workflow</c>, <c>script</c> or a plugin's own word; at most 30 characters.</param>
/// <param name="Id">Which import, run or script; <see langword="null"/> where there is but one.</param>
public sealed record ChangeSource(string Kind, string? Id = null)
{
    /// <summary>The platform itself.</summary>
    public static ChangeSource Platform { get; } = new("platform");

    /// <summary>A person on a screen.</summary>
    public static ChangeSource Screen { get; } = new("screen");

    /// <summary>A program over HTTP.</summary>
    public static ChangeSource Api { get; } = new("api");
}
