namespace Crm.Platform.Abstractions;

/// <summary>One thing that is wrong with an input, at a place the sender can find.</summary>
/// <param name="Path">Where, as the sender wrote it: <c>email</c>, <c>properties.amount.x-crm.scale</c>, <c>fields[2].maxLength</c>; empty for the whole input.</param>
/// <param name="Code">Stable dotted code, part of the API.</param>
/// <param name="Message">One plain sentence for people; never contains a value the caller may not read.</param>
public sealed record Problem(string Path, string Code, string Message)
{
    /// <summary>What to do about it, or <see langword="null"/> where the message already says so.</summary>
    public string? Hint { get; init; }
}
