using System.Collections.Immutable;

namespace Crm.Platform.Records.Importing.Mapping;

/// <summary>Which column of a file goes into which field of an entity.</summary>
/// <param name="Entity">Entity name.</param>
public sealed record ImportMapping(string Entity)
{
    /// <summary>By column name; columns not named are left out. <see langword="null"/> guesses all of them.</summary>
    public ImmutableDictionary<string, ColumnMapping>? Columns { get; init; }

    /// <summary>What separates cells; <see langword="null"/> finds out.</summary>
    public char? Delimiter { get; init; }

    /// <summary>Culture numbers and dates are written in (<c>de-DE</c>); <see langword="null"/> is the invariant one.</summary>
    public string? Culture { get; init; }
}
