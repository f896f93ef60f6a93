namespace Crm.Platform.Abstractions;

/// <summary>What a field sums up of the records of another entity that point at its own.</summary>
/// <param name="Entity">Their entity.</param>
/// <param name="Via">Their lookup that points here.</param>
/// <param name="Function">How their values become one.</param>
/// <param name="Field">Their field that is summed up; <see langword="null"/> for a count.</param>
/// <param name="Where">Condition over them, or <see langword="null"/> for all of them.</param>
public sealed record RollupDefinition(string Entity, string Via, RollupFunction Function, string? Field, string? Where);
