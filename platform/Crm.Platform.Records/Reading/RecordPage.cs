using System.Collections.Immutable;
using Crm.Platform.Abstractions;
using Crm.Platform.Records.Reading.Collections;

namespace Crm.Platform.Records.Reading;

/// <summary>One page of records.</summary>
/// <param name="Entity">The entity they are of.</param>
/// <param name="Rows">In the asked order.</param>
/// <param name="Next">Where the query goes on after them, for <see cref="RecordQuery.After"/>; <see langword="null"/> at its end.</param>
public sealed record RecordPage(EntityDefinition Entity, ImmutableArray<RecordRow> Rows, RecordCursor? Next)
{
    public bool HasMore => Next is not null;
}

/// <summary>A record with the lookup targets that were asked along.</summary>
public sealed record RecordRow(Record Record, ImmutableArray<ExpandedLookup> Expanded)
{
    /// <summary>What the record has of the relations that were asked along, in their order.</summary>
    public ImmutableArray<ExpandedRelation> Collections { get; init; } = [];

    /// <summary>In a collection, the link that ties it to its owner, as the reader may see it; otherwise <see langword="null"/>.</summary>
    public Record? Link { get; init; }

    /// <summary>The target of a navigation, or <see langword="null"/> when unset, in the trash or not asked along.</summary>
    public Record? Target(string navigation)
    {
        foreach (var lookup in Expanded)
            if (lookup.Navigation == navigation)
                return lookup.Target;
        return null;
    }
}

/// <summary>The target of one expanded lookup.</summary>
public sealed record ExpandedLookup(string Navigation, Record? Target);
