using System.Collections.Immutable;
using System.Linq.Expressions;
using Crm.Platform.Storage.Model;

namespace Crm.Platform.Records.Reading.Aggregates;

/// <summary>How records are grouped, as expressions: the type of the keys is known only when a query is planned.</summary>
internal sealed class Grouping
{
    private static readonly ParameterExpression Record = Expression.Parameter(typeof(StoredRecord), "r");

    private readonly LambdaExpression _key;

    /// <param name="keys">Of a <see cref="StoredRecord"/>; without any, all records are one group.</param>
    public Grouping(ImmutableArray<LambdaExpression> keys)
    {
        Expression body = keys.IsEmpty ? Expression.Constant(0) : Make(keys);
        _key = Expression.Lambda(body, Record);
        Group = Expression.Parameter(typeof(IGrouping<,>).MakeGenericType(body.Type, typeof(StoredRecord)), "g");
    }

    /// <summary>One group, for conditions and values of groups.</summary>
    public ParameterExpression Group { get; }

    public Expression Key(int index) => Expression.Property(Expression.Property(Group, nameof(IGrouping<,>.Key)), $"Key{index}");

    public Expression Of(IQueryable<StoredRecord> records) =>
        Expression.Call(typeof(Queryable), nameof(Queryable.GroupBy), [typeof(StoredRecord), _key.ReturnType], records.Expression, Expression.Quote(_key));

    public Expression Where(Expression groups, Expression condition) =>
        Expression.Call(typeof(Queryable), nameof(Queryable.Where), [Group.Type], groups, Expression.Quote(Expression.Lambda(condition, Group)));

    public Expression Select(Expression groups, Expression value) =>
        Expression.Call(typeof(Queryable), nameof(Queryable.Select), [Group.Type, value.Type], groups, Expression.Quote(Expression.Lambda(value, Group)));

    public Expression Sort(Expression groups, IEnumerable<(Expression Value, bool Descending)> keys)
    {
        foreach (var (index, (value, descending)) in keys.Index())
        {
            var method = (index == 0 ? nameof(Queryable.OrderBy) : nameof(Queryable.ThenBy)) + (descending ? "Descending" : "");
            groups = Expression.Call(typeof(Queryable), method, [Group.Type, value.Type], groups, Expression.Quote(Expression.Lambda(value, Group)));
        }
        return groups;
    }

    private static MemberInitExpression Make(ImmutableArray<LambdaExpression> keys)
    {
        var types = Enumerable.Range(0, AggregateQuery.MostKeys).Select(i => i < keys.Length ? keys[i].ReturnType : typeof(int?));
        var type = typeof(GroupKey<,,,,,,,>).MakeGenericType([.. types]);
        return Expression.MemberInit(Expression.New(type), keys.Select((key, i) => Expression.Bind(type.GetProperty($"Key{i}")!, Of(key, Record))));
    }

    private static Expression Of(LambdaExpression value, Expression record) => Microsoft.EntityFrameworkCore.Query.ReplacingExpressionVisitor.Replace(value.Parameters[0], record, value.Body);
}
