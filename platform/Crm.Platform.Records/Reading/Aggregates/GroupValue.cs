using System.Collections.Immutable;
using System.Linq.Expressions;

namespace Crm.Platform.Records.Reading.Aggregates;

/// <summary>One column of the groups, planned.</summary>
/// <param name="Name">As the query names it: <c>account.industry</c>, or the name of an aggregate.</param>
/// <param name="Column">As the reader of the page knows it.</param>
/// <param name="Selected">What the database sends for it: one or two values.</param>
/// <param name="Read">Makes the column's value of a row, which has those from a place on. Nulls alone stand for a group without records.</param>
/// <param name="Sorted">What it is sorted by.</param>
internal sealed record GroupValue(string Name, AggregateColumn Column, ImmutableArray<Expression> Selected, Func<object?[], int, object?> Read, Expression Sorted)
{
    /// <summary>How it is compared with constants; <see langword="null"/> for a key.</summary>
    public Measure? Measure { get; init; }
}
