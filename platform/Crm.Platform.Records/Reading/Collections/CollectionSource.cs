using System.Collections.Immutable;
using System.Linq.Expressions;
using Crm.Platform.Abstractions;
using Crm.Platform.Records.Rights;
using Crm.Platform.Records.Writing.Computed;
using Crm.Platform.Storage.Model;

namespace Crm.Platform.Records.Reading.Collections;

/// <summary>The query for the records of a relation of many records at once: one statement, however many those are.</summary>
internal sealed class CollectionSource(AccessGate gate, RecordContext context, EntityDefinition owner, RelationAccess relation, QueryPlan plan)
{
    /// <summary>Up to <paramref name="most"/> of each, in the plan's order.</summary>
    public IQueryable<CollectionRow> Rows(List<Guid> owners, int most)
    {
        var holder = Expression.Parameter(typeof(StoredRecord), "o");
        var id = Expression.Convert(Expression.Property(holder, nameof(Record.Id)), typeof(Guid?));
        // A row number per owner, so that one with very many keeps no other from its own. The owners stand in both, or every record there is would get a number.
        var some = Ordered(Pairs(owners, via => Expression.Equal(via, id)));
        var taken = Expression.Call(typeof(Queryable), nameof(Queryable.Take), [typeof(CollectionRow)], some, Captured(most));
        var collection = Expression.Lambda<Func<StoredRecord, IEnumerable<CollectionRow>>>(taken, holder);
        var records = context.Records(owner.Name).Where(o => owners.Contains(o.Id));
        return records.Provider.CreateQuery<CollectionRow>(Ordered(records.SelectMany(collection).Expression));
    }

    /// <summary>How many each has; those without any are left out.</summary>
    public IQueryable<CollectionCount> Counts(List<Guid> owners) =>
        context.Records(owner.Name).AsQueryable().Provider.CreateQuery<CollectionRow>(Pairs(owners, _ => null)).GroupBy(p => p.Owner).Select(g => new CollectionCount { Owner = g.Key, Count = g.LongCount() });

    /// <param name="correlation">A further condition over the lookup that points at the owner.</param>
    private Expression Pairs(List<Guid> owners, Func<Expression, Expression?> correlation)
    {
        var pointing = relation.Onward is null ? plan.Matching : gate.Records(context, relation.Pointing, AccessAction.Read).Where(l => l.DeletedAt == null);
        pointing = pointing.Where(OwnerSearch.PointsAtOne(relation.Via, owners));
        var record = Expression.Parameter(typeof(StoredRecord), "p");
        var via = FieldAccess.Of(record, relation.Via, typeof(Guid?));
        if (correlation(via) is { } condition)
            pointing = pointing.Where(Expression.Lambda<Func<StoredRecord, bool>>(condition, record));
        var key = Expression.Property(via, nameof(Nullable<Guid>.Value));
        if (relation.Onward is not { } onward)
            return pointing.Select(Expression.Lambda<Func<StoredRecord, CollectionRow>>(Row(key, record, null), record)).Expression;
        var target = Expression.Parameter(typeof(StoredRecord), "t");
        var id = Expression.Lambda<Func<StoredRecord, Guid?>>(Expression.Convert(Expression.Property(target, nameof(Record.Id)), typeof(Guid?)), target);
        var tied = Expression.Lambda<Func<StoredRecord, Guid?>>(FieldAccess.Of(record, onward, typeof(Guid?)), record);
        return pointing.Join(plan.Matching, tied, id, Expression.Lambda<Func<StoredRecord, StoredRecord, CollectionRow>>(Row(key, target, record), record, target)).Expression;
    }

    private Expression Ordered(Expression rows)
    {
        var row = Expression.Parameter(typeof(CollectionRow), "row");
        foreach (var (index, key) in plan.Keys.Index())
        {
            var value = Expression.Lambda(key.Of(Expression.Property(row, nameof(CollectionRow.Record))), row);
            var method = (index > 0 ? "ThenBy" : "OrderBy") + (key.Descending ? "Descending" : "");
            rows = Expression.Call(typeof(Queryable), method, [typeof(CollectionRow), key.Type], rows, Expression.Quote(value));
        }
        return rows;
    }

    private static MemberInitExpression Row(Expression owner, Expression record, Expression? link)
    {
        var bindings = ImmutableArray.Create<MemberBinding>(Bind(nameof(CollectionRow.Owner), owner), Bind(nameof(CollectionRow.Record), record));
        return Expression.MemberInit(Expression.New(typeof(CollectionRow)), link is null ? bindings : bindings.Add(Bind(nameof(CollectionRow.Link), link)));
    }

    private static MemberAssignment Bind(string property, Expression value) => Expression.Bind(typeof(CollectionRow).GetProperty(property)!, value);

    private static Expression Captured(int value)
    {
        Expression<Func<int>> read = () => value;
        return read.Body;
    }
}
