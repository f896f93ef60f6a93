using Crm.Platform.Abstractions;
using Crm.Platform.Records.Rights;
using Crm.Platform.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace Crm.Platform.Records.Writing;

/// <summary>Sends records to the trash with what cascades, and brings them back together.</summary>
/// <remarks>Lookups set to clear keep their value until the target is purged: so taking a delete back loses nothing.</remarks>
internal sealed class TrashBin(RecordSession session, EntityRulesSource rules, AccessGate gate, Caller caller)
{
    /// <summary>Guards against cascades through a very large tree in one transaction.</summary>
    private const int MostRecords = 10_000;

    private readonly List<RecordWrite> _writes = [];

    /// <summary>Marks the record and everything that cascades from it with the same moment; restore finds them by it.</summary>
    /// <returns>What is to be saved, or a <see cref="Conflict"/> when a record that restricts the delete points at one of them.</returns>
    public async Task<Result<IReadOnlyList<RecordWrite>>> DeleteAsync(EntityDefinition entity, StoredRecord record, CancellationToken cancellationToken) =>
        await MarkDeletedAsync(entity, record, cancellationToken) is { } failure ? failure : _writes;

    /// <summary>Brings back the record and what went with it.</summary>
    /// <returns>What is to be saved.</returns>
    public async Task<Result<IReadOnlyList<RecordWrite>>> RestoreAsync(EntityDefinition entity, StoredRecord record, CancellationToken cancellationToken)
    {
        await MarkRestoredAsync(entity, record, cancellationToken);
        return _writes;
    }

    private async Task<Failure?> MarkDeletedAsync(EntityDefinition entity, StoredRecord record, CancellationToken cancellationToken)
    {
        Mark(entity, record, WriteKind.Delete);
        if (_writes.Count > MostRecords)
            return new Conflict("record.cascade", $"More than {MostRecords:N0} records would be deleted along. Delete them in parts.");

        foreach (var (child, lookup) in PointingAt(entity))
        {
            if (lookup.OnDelete == OnDelete.Restrict && await Children(child, lookup, record.Id, null).AnyAsync(cancellationToken))
                return await InUseAsync(entity, child, lookup, record.Id, cancellationToken);
            if (lookup.OnDelete != OnDelete.Cascade)
                continue;
            foreach (var dependent in await Children(child, lookup, record.Id, null).HeldForRemoval().AsTracking().ToListAsync(cancellationToken))
                if (dependent.DeletedAt is null && await MarkDeletedAsync(child, dependent, cancellationToken) is { } failure)
                    return failure;
        }
        return null;
    }

    /// <summary>Names what is in the way only where the caller can see some of it.</summary>
    private async Task<Conflict> InUseAsync(EntityDefinition entity, EntityDefinition child, FieldDefinition lookup, Guid id, CancellationToken cancellationToken)
    {
        var title = entity.Title.ToLowerInvariant();
        var access = gate.Profile(session.Model, caller).Access(child.Name)!;
        var isSeen = !access.IsHidden(lookup.Name) && await gate.Filled(gate.Records(session.Context, access, AccessAction.Read).PointingAt(lookup, id, null), caller).AnyAsync(cancellationToken);
        return new Conflict("record.in_use", isSeen ? $"{child.PluralTitle} still use this {title} as their {lookup.Title.ToLowerInvariant()}." : $"Something still uses this {title}.");
    }

    private async Task MarkRestoredAsync(EntityDefinition entity, StoredRecord record, CancellationToken cancellationToken)
    {
        var deletedAt = record.DeletedAt;
        Mark(entity, record, WriteKind.Restore);
        foreach (var (child, lookup) in PointingAt(entity).Where(p => p.Lookup.OnDelete == OnDelete.Cascade))
            foreach (var dependent in await Children(child, lookup, record.Id, deletedAt).HeldForChange().AsTracking().ToListAsync(cancellationToken))
                if (dependent.DeletedAt is null)
                    continue;
                else if (await OtherHolderAsync(child, lookup, dependent, cancellationToken) is { } moment)
                    dependent.DeletedAt = moment;
                else
                    await MarkRestoredAsync(child, dependent, cancellationToken);
    }

    /// <summary>When another record went to the trash that this one cannot be without; it then comes back with that one. <see langword="null"/> where there is none.</summary>
    private async Task<DateTime?> OtherHolderAsync(EntityDefinition entity, FieldDefinition restored, StoredRecord record, CancellationToken cancellationToken)
    {
        foreach (var lookup in entity.Fields.Where(f => f is { Lookup: not null, IsBinding: true } && f.Name != restored.Name))
        {
            var id = (Guid?)record[lookup.Name];
            if (await session.Context.Records(lookup.Lookup!).HeldForReading().AsTracking().FirstOrDefaultAsync(r => r.Id == id, cancellationToken) is { DeletedAt: { } moment })
                return moment;
        }
        return null;
    }

    private void Mark(EntityDefinition entity, StoredRecord record, WriteKind kind)
    {
        _writes.Add(new RecordWrite(session, rules.Of(session.Model, entity), kind, record, caller) { Before = record.Copy() });
        record.DeletedAt = kind == WriteKind.Delete ? session.Now : null;
        record.ModifiedAt = session.Now;
        record.ModifiedById = caller.UserId;
        record.Version++;
    }

    private IEnumerable<(EntityDefinition Entity, FieldDefinition Lookup)> PointingAt(EntityDefinition target) => PointingRecords.LookupsAt(session.Model.Snapshot, target.Name);

    private IQueryable<StoredRecord> Children(EntityDefinition entity, FieldDefinition lookup, Guid id, DateTime? deletedAt) => session.Context.Records(entity.Name).PointingAt(lookup, id, deletedAt);
}
