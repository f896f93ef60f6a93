using System.Linq.Expressions;
using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Snapshots;
using Crm.Platform.Records.Reading;
using Crm.Platform.Storage.Model;

namespace Crm.Platform.Records.Writing;

/// <summary>Finds what points at a record.</summary>
internal static class PointingRecords
{
    /// <summary>The lookups of all entities that point at one.</summary>
    public static IEnumerable<(EntityDefinition Entity, FieldDefinition Lookup)> LookupsAt(MetadataSnapshot snapshot, string target) =>
        from entity in snapshot.Entities
        from field in entity.Fields
        where field.PointsAt(target)
        select (entity, field);

    /// <summary>Those of the records that point at one by a lookup: the live ones, or those that went to the trash at a moment.</summary>
    public static IQueryable<StoredRecord> PointingAt(this IQueryable<StoredRecord> records, FieldDefinition lookup, Guid id, DateTime? deletedAt)
    {
        var record = Expression.Parameter(typeof(StoredRecord), "r");
        var points = Expression.Equal(FieldAccess.Of(record, lookup, typeof(Guid?)), Captured<Guid?>(id));
        var pointing = records.Where(Expression.Lambda<Func<StoredRecord, bool>>(points, record));
        return deletedAt is null ? pointing.Where(r => r.DeletedAt == null) : pointing.Where(r => r.DeletedAt == deletedAt);
    }

    /// <summary>A value EF turns into a parameter, so the query is compiled once.</summary>
    private static Expression Captured<T>(T value)
    {
        Expression<Func<T>> read = () => value;
        return read.Body;
    }
}
