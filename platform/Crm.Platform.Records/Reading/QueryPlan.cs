using System.Collections.Immutable;
using System.Linq.Expressions;
using Crm.Platform.Storage.Model;

namespace Crm.Platform.Records.Reading;

/// <summary>A query that fits its entity, ready to run on the context it was planned for.</summary>
/// <param name="Readable">The records the caller may read, the trash included.</param>
/// <param name="Conditions">All must hold.</param>
/// <param name="Keys">Sort keys in order.</param>
/// <param name="Expanded">Lookups whose targets come along.</param>
/// <param name="IsLasting">Whether it means the same at any time: it asks for neither now nor today.</param>
internal sealed record QueryPlan(
    IQueryable<StoredRecord> Readable,
    ImmutableArray<Expression<Func<StoredRecord, bool>>> Conditions,
    ImmutableArray<SortKey> Keys,
    ImmutableArray<Expansion> Expanded,
    bool IsLasting)
{
    /// <summary>Whether it reads the trash.</summary>
    public bool Trashed { get; init; }

    /// <summary>The records that meet the conditions: the live ones, or those in the trash.</summary>
    public IQueryable<StoredRecord> Matching =>
        Conditions.Aggregate(Trashed ? Readable.Where(r => r.DeletedAt != null) : Readable.Where(r => r.DeletedAt == null), (records, condition) => records.Where(condition));

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
            expression = Expression.Call(typeof(Queryable), method, [typeof(StoredRecord), Keys[i].Type], expression, Expression.Quote(Keys[i].Value));
        }
        return records.Provider.CreateQuery<StoredRecord>(expression);
    }
}
