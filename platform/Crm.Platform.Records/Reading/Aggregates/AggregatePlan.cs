using System.Collections.Immutable;
using System.Linq.Expressions;
using Crm.Platform.Storage.Model;

namespace Crm.Platform.Records.Reading.Aggregates;

/// <summary>A query over groups that fits its entity, ready to run on the context it was planned for.</summary>
/// <param name="Records">The records that count.</param>
/// <param name="Values">The columns: the keys, then the aggregates.</param>
/// <param name="Having">Of type <see cref="bool"/>, over <see cref="Grouping.Group"/>; <see langword="null"/> for all groups.</param>
/// <param name="Order">Sort keys in order.</param>
internal sealed record AggregatePlan(
    IQueryable<StoredRecord> Records, Grouping Grouping, ImmutableArray<GroupValue> Values, Expression? Having, ImmutableArray<(Expression Value, bool Descending)> Order)
{
    public IQueryable<object?[]> Rows
    {
        get
        {
            var values = Values.SelectMany(v => v.Selected).Select(v => Expression.Convert(v, typeof(object)));
            var row = Expression.NewArrayInit(typeof(object), values);
            return Records.Provider.CreateQuery<object?[]>(Grouping.Select(Grouping.Sort(Groups, Order), row));
        }
    }

    /// <summary>One value for each group, to be counted.</summary>
    public IQueryable<int> Ones => Records.Provider.CreateQuery<int>(Grouping.Select(Groups, Expression.Constant(1)));

    private Expression Groups => Having is null ? Grouping.Of(Records) : Grouping.Where(Grouping.Of(Records), Having);

    public ImmutableArray<object?> Read(object?[] row)
    {
        var values = ImmutableArray.CreateBuilder<object?>(Values.Length);
        var at = 0;
        foreach (var value in Values)
        {
            values.Add(value.Read(row, at));
            at += value.Selected.Length;
        }
        return values.MoveToImmutable();
    }
}
