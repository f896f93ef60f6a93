using System.Linq.Expressions;
using Crm.Platform.Abstractions;
using Crm.Platform.Records.Reading;
using Crm.Platform.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace Crm.Platform.Records.Writing;

/// <summary>Sends records to the trash with what cascades, and brings them back together.</summary>
/// <remarks>Lookups set to clear keep their value until the target is purged: so taking a delete back loses nothing.</remarks>
internal sealed class TrashBin(RecordSession session, DateTime now, Caller caller)
{
    /// <summary>Guards against cascades through a very large tree in one transaction.</summary>
    private const int MostRecords = 10_000;

    private int _count;

    /// <summary>Marks the record and everything that cascades from it with the same moment; restore finds them by it.</summary>
    /// <returns>A <see cref="Conflict"/> when a record that restricts the delete points at one of them.</returns>
    public async Task<Failure?> DeleteAsync(EntityDefinition entity, Record record, CancellationToken cancellationToken)
    {
        Mark(record, now);
        if (++_count > MostRecords)
            return new Conflict("record.cascade", $"More than {MostRecords:N0} records would be deleted along. Delete them in parts.");

        foreach (var (child, lookup) in PointingAt(entity))
        {
            if (lookup.OnDelete == OnDelete.Restrict && await Children(child, lookup, record.Id, null).AnyAsync(cancellationToken))
                return new Conflict("record.in_use", $"{child.PluralTitle} still use this {entity.Title.ToLowerInvariant()} as their {lookup.Title.ToLowerInvariant()}.");
            if (lookup.OnDelete != OnDelete.Cascade)
                continue;
            foreach (var dependent in await Children(child, lookup, record.Id, null).AsTracking().ToListAsync(cancellationToken))
                if (dependent.DeletedAt is null && await DeleteAsync(child, dependent, cancellationToken) is { } failure)
                    return failure;
        }
        return null;
    }

    /// <summary>Brings back the record and what went with it.</summary>
    public async Task RestoreAsync(EntityDefinition entity, Record record, CancellationToken cancellationToken)
    {
        var deletedAt = record.DeletedAt;
        Mark(record, null);
        foreach (var (child, lookup) in PointingAt(entity).Where(p => p.Lookup.OnDelete == OnDelete.Cascade))
            foreach (var dependent in await Children(child, lookup, record.Id, deletedAt).AsTracking().ToListAsync(cancellationToken))
                if (dependent.DeletedAt is not null)
                    await RestoreAsync(child, dependent, cancellationToken);
    }

    private void Mark(Record record, DateTime? deletedAt)
    {
        record.DeletedAt = deletedAt;
        record.ModifiedAt = now;
        record.ModifiedById = caller.UserId;
        record.Version++;
    }

    private IEnumerable<(EntityDefinition Entity, FieldDefinition Lookup)> PointingAt(EntityDefinition target) =>
        from entity in session.Model.Snapshot.Entities
        from field in entity.Fields
        where field.Lookup == target.Name
        select (entity, field);

    private IQueryable<StoredRecord> Children(EntityDefinition entity, FieldDefinition lookup, Guid id, DateTime? deletedAt)
    {
        var record = Expression.Parameter(typeof(StoredRecord), "r");
        var points = Expression.Equal(FieldAccess.Of(record, lookup, typeof(Guid?)), Captured<Guid?>(id));
        var children = session.Context.Records(entity.Name).Where(Expression.Lambda<Func<StoredRecord, bool>>(points, record));
        return deletedAt is null ? children.Where(r => r.DeletedAt == null) : children.Where(r => r.DeletedAt == deletedAt);
    }

    /// <summary>A value EF turns into a parameter, so the query is compiled once.</summary>
    private static Expression Captured<T>(T value)
    {
        Expression<Func<T>> read = () => value;
        return read.Body;
    }
}
