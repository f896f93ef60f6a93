using System.Collections.Immutable;
using Crm.Platform.Expressions.Syntax;
using Crm.Platform.Records.Reading.Collections;
using Crm.Platform.Records.Rights;
using Crm.Platform.Records.Search;

namespace Crm.Platform.Records.Reading;

/// <summary>What to read of one entity.</summary>
/// <param name="Entity">Entity name.</param>
public sealed record RecordQuery(string Entity)
{
    /// <summary>Largest accepted <see cref="Top"/>.</summary>
    public const int MaxTop = 1000;

    /// <summary>Condition over the entity's fields and lookup paths, or <see langword="null"/> for all. Parse text with <see cref="ExpressionParser"/>.</summary>
    public ExpressionNode? Filter { get; init; }

    /// <summary>Words to find in the entity's texts, or <see langword="null"/>: side by side or with <c>AND</c>, <c>OR</c>, <c>NOT</c>, parentheses and <c>"phrases"</c>. The last word may go on. Every text is allowed.</summary>
    public string? Search { get; init; }

    /// <summary>What the words ask of the index; stands in place of <see cref="Search"/> once they are read.</summary>
    internal SearchSense? Sense { get; init; }

    /// <summary>Sort keys in order; the id is always the last, so pages are stable.</summary>
    public ImmutableArray<RecordSort> Sort { get; init; } = [];

    /// <summary>Navigation names (<c>account</c>) whose targets come along.</summary>
    public ImmutableArray<string> Expand { get; init; } = [];

    /// <summary>Relations whose records come along.</summary>
    public ImmutableArray<CollectionQuery> Collections { get; init; } = [];

    /// <summary>The record of whose relation the records must be, or <see langword="null"/> for all of the entity.</summary>
    public RelationOwner? Within { get; init; }

    /// <summary>Whether records are taken out, for which the caller needs the export right too.</summary>
    public bool IsExport { get; init; }

    /// <summary>Whether to read what is in the trash instead of what lives. Needs the right to delete, as restoring does.</summary>
    public bool Trashed { get; init; }

    /// <summary>Records to return, 1 to <see cref="MaxTop"/>.</summary>
    public int Top { get; init; } = 50;

    /// <summary>Records to pass over.</summary>
    public int Skip { get; init; }

    /// <summary>Where the last page of the same query ended, or <see langword="null"/> to begin at the first record. Nothing is passed over then.</summary>
    public RecordCursor? After { get; init; }

    /// <summary>What the caller must be allowed to do with each record.</summary>
    internal AccessAction Action => Trashed ? AccessAction.Delete : IsExport ? AccessAction.Export : AccessAction.Read;
}

/// <summary>One sort key: a field or a path over lookups (<c>account.name</c>).</summary>
public sealed record RecordSort(string Field, bool Descending = false);
