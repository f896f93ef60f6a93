using System.Linq.Expressions;
using Crm.Platform.Abstractions;
using Crm.Platform.Expressions.Querying;
using Crm.Platform.Storage.Model;

namespace Crm.Platform.Records.Reading.Collections;

/// <summary>Whether a record is one of another's relation, as a condition of a query.</summary>
internal static class OwnedBy
{
    /// <param name="sets">The links that may be seen.</param>
    public static Expression<Func<StoredRecord, bool>> Condition(IRecordSets sets, RelationAccess relation, Guid owner)
    {
        Expression<Func<Guid?>> id = () => owner;
        var record = Expression.Parameter(typeof(StoredRecord), "r");
        if (relation.Onward is not { } onward)
            return Expression.Lambda<Func<StoredRecord, bool>>(Expression.Equal(FieldAccess.Of(record, relation.Via, typeof(Guid?)), id.Body), record);
        var link = Expression.Parameter(typeof(StoredRecord), "l");
        var isLive = Expression.Equal(Expression.Property(link, nameof(Record.DeletedAt)), Expression.Constant(null, typeof(DateTime?)));
        var isOf = Expression.Equal(FieldAccess.Of(link, relation.Via, typeof(Guid?)), id.Body);
        var ties = Expression.Equal(FieldAccess.Of(link, onward, typeof(Guid?)), Expression.Convert(Expression.Property(record, nameof(Record.Id)), typeof(Guid?)));
        var links = Expression.Lambda<Func<StoredRecord, bool>>(Expression.AndAlso(Expression.AndAlso(isLive, isOf), ties), link);
        return Expression.Lambda<Func<StoredRecord, bool>>(
            Expression.Call(typeof(Queryable), nameof(Queryable.Any), [typeof(StoredRecord)], sets.Set(relation.Pointing.Whole.Name), Expression.Quote(links)), record);
    }
}
