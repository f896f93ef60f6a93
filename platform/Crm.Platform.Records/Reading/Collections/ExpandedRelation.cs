using System.Collections.Immutable;

namespace Crm.Platform.Records.Reading.Collections;

/// <summary>What a record has of one relation.</summary>
/// <param name="Relation">Name of the relation.</param>
/// <param name="Rows">In the asked order; of a relation to one record at most that one.</param>
/// <param name="Count">How many there are, where that was asked.</param>
/// <param name="HasMore">Whether there are more than could come along, though they were wanted.</param>
public sealed record ExpandedRelation(string Relation, ImmutableArray<RecordRow> Rows, long? Count, bool HasMore);
