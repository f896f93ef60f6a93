using Crm.Platform.Abstractions;
using Crm.Platform.Records.Rights;
using Crm.Platform.Records.Writing.Evaluation;
using Crm.Platform.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace Crm.Platform.Records.Writing;

/// <summary>Counts a change of what lives inside a record as a change of the record itself, so that one version guards the whole. Each record is counted once per transaction.</summary>
internal sealed class OwnerVersions(AccessGate gate)
{
    /// <summary>Raises the versions of the records that saved writes live in. Costs entities that neither own nor are owned one look-up.</summary>
    public async ValueTask<Failure?> RunAsync(RecordSession session, IReadOnlyList<RecordWrite> writes, CancellationToken cancellationToken)
    {
        var owned = false;
        foreach (var write in writes)
        {
            var ownership = Ownership.Of(session.Model, write.Entity);
            if (ownership.Owns)
                session.Counted.Add((write.Entity.Name, write.Record.Id));
            owned |= !ownership.Owners.IsEmpty;
        }
        return owned ? await CountAsync(session, writes, cancellationToken) : null;
    }

    private async Task<Failure?> CountAsync(RecordSession session, IReadOnlyList<RecordWrite> writes, CancellationToken cancellationToken)
    {
        var any = false;
        foreach (var group in writes.GroupBy(w => w.Entity.Name).ToList())
            foreach (var (owner, lookup) in Ownership.Of(session.Model, group.First().Entity).Owners)
                any |= await CountAsync(session, owner, [.. group.SelectMany(w => Owners(w, lookup)).Distinct().Where(id => session.Counted.Add((owner.Name, id)))], writes[0].Caller, cancellationToken);
        return any ? await session.SaveAsync(null, gate.Sight(session.Model, writes[0].Caller), cancellationToken) : null;
    }

    /// <summary>What the write's record lived in and lives in now.</summary>
    private static IEnumerable<Guid> Owners(RecordWrite write, FieldDefinition lookup) => new[] { write.Before?[lookup.Name], write.Record[lookup.Name] }.OfType<Guid>();

    private static async Task<bool> CountAsync(RecordSession session, EntityDefinition owner, List<Guid> ids, Caller caller, CancellationToken cancellationToken)
    {
        foreach (var some in ids.Order().Chunk(RecordTargets.MostAtOnce))
            foreach (var record in await session.Context.Records(owner.Name).Where(r => some.Contains(r.Id) && r.DeletedAt == null).OrderBy(r => r.Id).HeldForChange().AsTracking().ToListAsync(cancellationToken))
            {
                record.Version++;
                record.ModifiedAt = session.Now;
                record.ModifiedById = caller.UserId;
                session.Targets.Note(record);
                session.Raised.Add((owner.Name, record.Id));
            }
        return ids.Count > 0;
    }
}
