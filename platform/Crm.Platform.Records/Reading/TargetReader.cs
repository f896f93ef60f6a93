using System.Collections.Immutable;
using Crm.Platform.Abstractions;
using Crm.Platform.Records.Rights;
using Crm.Platform.Records.Writing.Evaluation;
using Crm.Platform.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace Crm.Platform.Records.Reading;

/// <summary>Reads what lookups point at, apart from their records: one statement for each entity that really is pointed at, however many could be.</summary>
internal sealed class TargetReader(AccessGate gate, VirtualFields virtuals)
{
    /// <summary>The live targets the caller may read, as the caller may see them, by their ids.</summary>
    public async Task<IReadOnlyDictionary<Guid, Record>> ReadAsync(
        RecordContext context, RecordModel model, AccessProfile profile, ImmutableArray<FieldDefinition> lookups, IReadOnlyCollection<Record> records, Caller caller, CancellationToken cancellationToken)
    {
        var wanted = from record in records
                     from lookup in lookups
                     let target = lookup.TargetOf(record)
                     where target is not null && lookup.PointsAt(target)
                     let id = record[lookup.Name] as Guid?
                     where id is not null
                     group id.Value by target;
        var found = new Dictionary<Guid, Record>();
        foreach (var group in wanted)
            if (profile.Access(group.Key) is { } access && access.May(AccessAction.Read))
                foreach (var target in await OfOneAsync(context, model, profile, access, [.. group.Distinct()], caller, cancellationToken))
                    found[target.Id] = access.Masked(target);
        return found;
    }

    private async Task<List<StoredRecord>> OfOneAsync(RecordContext context, RecordModel model, AccessProfile profile, EntityAccess access, List<Guid> ids, Caller caller, CancellationToken cancellationToken)
    {
        var readable = gate.Filled(gate.Records(context, access, AccessAction.Read), caller);
        var found = new List<StoredRecord>();
        foreach (var some in ids.Chunk(RecordTargets.MostAtOnce))
            found.AddRange(await readable.Where(r => some.Contains(r.Id) && r.DeletedAt == null).ToListAsync(cancellationToken));
        await virtuals.FillAsync(context, model, profile, access, found, caller, cancellationToken);
        return found;
    }
}
