using System.Collections.Immutable;
using Crm.Platform.Expressions.Syntax;

namespace Crm.Platform.Records.Reading.Aggregates;

/// <summary>What to sum up of an entity's records, and by what to group them first.</summary>
/// <param name="Records">The records that count: entity, filter, search and whether the trash is meant. Its page, sort and expands say nothing here.</param>
public sealed record AggregateQuery(RecordQuery Records)
{
    /// <summary>Most <see cref="Keys"/>.</summary>
    public const int MostKeys = 8;

    /// <summary>Most <see cref="Aggregates"/>.</summary>
    public const int MostAggregates = 16;

    /// <summary>Largest accepted <see cref="Top"/>.</summary>
    public const int MaxTop = RecordQuery.MaxTop;

    /// <summary>Fields, parts of fields and paths over lookups (<c>account.industry</c>) whose values make a group. Unset is a value of its own. Without any, all records are one group, even when there is none.</summary>
    public ImmutableArray<string> Keys { get; init; } = [];

    public ImmutableArray<Aggregate> Aggregates { get; init; } = [];

    /// <summary>Condition over the groups: their keys and the names of <see cref="Aggregates"/>; <see langword="null"/> for all.</summary>
    public ExpressionNode? Having { get; init; }

    /// <summary>Keys and names of <see cref="Aggregates"/>; the keys that are not named come last, so pages are stable.</summary>
    public ImmutableArray<RecordSort> Sort { get; init; } = [];

    /// <summary>Groups to return, 1 to <see cref="MaxTop"/>.</summary>
    public int Top { get; init; } = MaxTop;

    /// <summary>Groups to pass over.</summary>
    public int Skip { get; init; }
}

/// <summary>One value made of the records of a group.</summary>
/// <param name="Name">What the value is called, unlike any key.</param>
/// <param name="Field">Field or path over lookups; <see langword="null"/> for a count of records alone.</param>
public sealed record Aggregate(string Name, AggregateFunction Function, string? Field = null);
