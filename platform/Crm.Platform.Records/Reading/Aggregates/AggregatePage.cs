using System.Collections.Immutable;
using Crm.Platform.Abstractions;

namespace Crm.Platform.Records.Reading.Aggregates;

/// <summary>One page of groups.</summary>
/// <param name="Columns">What each row holds: the keys, then the aggregates.</param>
/// <param name="Rows">In the asked order; one value per column.</param>
/// <param name="HasMore">Whether groups follow.</param>
public sealed record AggregatePage(ImmutableArray<AggregateColumn> Columns, ImmutableArray<ImmutableArray<object?>> Rows, bool HasMore);

/// <summary>One value of each group.</summary>
/// <param name="Path">Its name; of a key over lookups or of a part, the names on the way to it.</param>
/// <param name="Field">The field whose kind the value is of; <see langword="null"/> for a plain number, a <see cref="long"/> or <see cref="decimal"/>.</param>
public sealed record AggregateColumn(ImmutableArray<string> Path, FieldDefinition? Field);
