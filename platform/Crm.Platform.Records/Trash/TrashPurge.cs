using Crm.Platform.Abstractions;
using Crm.Platform.Records.Writing;
using Crm.Platform.Records.Writing.Computed;
using Crm.Platform.Records.Writing.Evaluation;
using Crm.Platform.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace Crm.Platform.Records.Trash;

/// <summary>Removes records from the database with all that is kept for them, inside a session.</summary>
internal sealed class TrashPurge(RecordSession session, WritePipeline pipeline, ComputedModels computed)
{
    private readonly EmptiedLookups _lookups = new(session, pipeline, computed);
    private readonly List<Guid> _files = [];
    private readonly HashSet<Guid> _removing = [];

    /// <summary>Files that were theirs; their contents are to be removed once the transaction is committed.</summary>
    public IReadOnlyList<Guid> Files => _files;

    /// <summary>A record and all that went to the trash together with it; nobody brings any of it back until the transaction ends.</summary>
    /// <param name="record">Held for removal.</param>
    public async Task<IReadOnlyList<(EntityDefinition Entity, Guid Id)>> WithDependentsAsync(EntityDefinition entity, StoredRecord record, CancellationToken cancellationToken)
    {
        var found = new Dictionary<Guid, EntityDefinition> { [record.Id] = entity };
        await AddDependentsAsync(entity, record, found, cancellationToken);
        return [.. found.Select(f => (f.Value, f.Key))];
    }

    /// <param name="ids">Of records in the trash, held for removal.</param>
    public async Task<Failure?> RemoveAsync(EntityDefinition entity, IReadOnlyList<Guid> ids, CancellationToken cancellationToken)
    {
        _removing.UnionWith(ids);
        if (await RemoveHangingAsync(entity, ids, cancellationToken) is { } hanging)
            return hanging;
        if (await _lookups.RunAsync(entity, ids, cancellationToken) is { } failure)
            return failure;
        var context = session.Context;
        foreach (var id in ids)
        {
            await context.Database.ExecuteSqlAsync($"DELETE FROM crm_history WHERE record_id = {id} AND entity = {entity.Name}", cancellationToken);
            await context.Database.ExecuteSqlAsync($"DELETE FROM crm_search WHERE record_id = {id}", cancellationToken);
        }
        var files = context.Files.Where(f => f.Entity == entity.Name && ids.Contains(f.RecordId!.Value));
        _files.AddRange(await files.Select(f => f.Id).ToListAsync(cancellationToken));
        await files.ExecuteDeleteAsync(cancellationToken);
        await context.Shares.Where(s => s.Entity == entity.Name && ids.Contains(s.RecordId)).ExecuteDeleteAsync(cancellationToken);
        await context.Records(entity.Name).Where(r => ids.Contains(r.Id) && r.DeletedAt != null).ExecuteDeleteAsync(cancellationToken);
        return null;
    }

    /// <summary>What went to the trash at another moment and cannot be without one of these, such as a link whose other end went first, is of no use any more.</summary>
    private async Task<Failure?> RemoveHangingAsync(EntityDefinition entity, IReadOnlyList<Guid> ids, CancellationToken cancellationToken)
    {
        foreach (var (child, lookup) in PointingRecords.LookupsAt(session.Model.Snapshot, entity.Name).Where(p => p.Lookup.IsBinding).ToList())
            foreach (var some in ids.Chunk(RecordTargets.MostAtOnce))
            {
                var hanging = await session.Context.Records(child.Name).Where(OwnerSearch.PointsAtOne(lookup, some)).Where(r => r.DeletedAt != null).HeldForRemoval().Select(r => r.Id).ToListAsync(cancellationToken);
                hanging.RemoveAll(_removing.Contains);
                if (hanging.Count > 0 && await RemoveAsync(child, hanging, cancellationToken) is { } failure)
                    return failure;
            }
        return null;
    }

    private async Task AddDependentsAsync(EntityDefinition entity, StoredRecord record, Dictionary<Guid, EntityDefinition> found, CancellationToken cancellationToken)
    {
        foreach (var (child, lookup) in PointingRecords.LookupsAt(session.Model.Snapshot, entity.Name).Where(p => p.Lookup.OnDelete == OnDelete.Cascade).ToList())
            foreach (var dependent in await session.Context.Records(child.Name).PointingAt(lookup, record.Id, record.DeletedAt).HeldForRemoval().ToListAsync(cancellationToken))
                if (found.TryAdd(dependent.Id, child))
                    await AddDependentsAsync(child, dependent, found, cancellationToken);
    }
}
