using System.Collections.Immutable;
using System.Linq.Expressions;
using Crm.Platform.Abstractions;
using Crm.Platform.Storage.Model;

namespace Crm.Platform.Records.Reading;

/// <summary>A query that fits its entity, ready to run on the context it was planned for.</summary>
/// <param name="Conditions">All must hold.</param>
/// <param name="Keys">Sort keys in order.</param>
/// <param name="Expanded">Lookups whose targets come along.</param>
/// <param name="IsLasting">Whether it means the same at any time and for any caller: it asks for neither now, today nor me.</param>
internal sealed record QueryPlan(
    EntityDefinition Entity,
    ImmutableArray<Expression<Func<StoredRecord, bool>>> Conditions,
    ImmutableArray<(LambdaExpression Key, bool Descending)> Keys,
    ImmutableArray<FieldDefinition> Expanded,
    bool IsLasting)
{
    /// <summary>The live records that meet the conditions.</summary>
    public IQueryable<StoredRecord> Matching(RecordContext context) =>
        Conditions.Aggregate(context.Records(Entity.Name).Where(r => r.DeletedAt == null), (records, condition) => records.Where(condition));

    /// <summary>In order; the id comes last, so equal records keep their places from page to page.</summary>
    public IQueryable<StoredRecord> Sorted(IQueryable<StoredRecord> records)
    {
        var expression = records.Expression;
        for (var i = 0; i < Keys.Length; i++)
        {
            var method = (i, Keys[i].Descending) switch
            {
                (0, false) => nameof(Queryable.OrderBy),
                (0, true) => nameof(Queryable.OrderByDescending),
                (_, false) => nameof(Queryable.ThenBy),
                (_, true) => nameof(Queryable.ThenByDescending),
            };
            expression = Expression.Call(typeof(Queryable), method, [typeof(StoredRecord), Keys[i].Key.ReturnType], expression, Expression.Quote(Keys[i].Key));
        }
        return records.Provider.CreateQuery<StoredRecord>(expression);
    }
}
