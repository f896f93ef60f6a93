using Crm.Platform.Abstractions;
using Crm.Platform.Records.Rights;
using Crm.Platform.Records.Writing;
using Crm.Platform.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace Crm.Platform.Records.Trash;

/// <inheritdoc/>
internal sealed class Trash(IRecordDatabase records, EntityRulesSource rules, AccessGate gate, TimeProvider time) : ITrash
{
    private const int AtOnce = 200;

    private static readonly Forbidden MayNot = new("access.admin", "Only administrators delete for good.");

    public async Task<Result<int>> PurgeAsync(string entity, Guid id, Caller caller, CancellationToken cancellationToken)
    {
        if (!caller.May(CallerRights.Admin))
            return MayNot;
        return await Repeat.WhileUndoneAsync(records.Database, () => PurgeAsync(entity, id, cancellationToken));
    }

    /// <summary>Removes what went to the trash before a moment, in small transactions.</summary>
    /// <returns>How many records are gone.</returns>
    public async Task<int> PurgeBeforeAsync(DateTime moment, CancellationToken cancellationToken)
    {
        var removed = 0;
        foreach (var entity in records.Current.Snapshot.Entities)
            while (await Repeat.WhileUndoneAsync(records.Database, () => PurgeSomeAsync(entity.Name, moment, cancellationToken)) is > 0 and var some)
                removed += some;
        return removed;
    }

    private async Task<Result<int>> PurgeAsync(string entity, Guid id, CancellationToken cancellationToken)
    {
        await using var session = await RecordSession.OpenAsync(records, time, cancellationToken);
        if (session.Model.Snapshot.Entity(entity) is not { } definition)
            return Failures.UnknownEntity(entity);
        if (await session.Context.Records(entity).HeldForRemoval().FirstOrDefaultAsync(r => r.Id == id && r.DeletedAt != null, cancellationToken) is not { } record)
            return new NotFound("trash.unknown", $"There is no such {definition.Title.ToLowerInvariant()} in the trash.");
        var purge = new TrashPurge(session, rules, gate);
        var gone = await purge.WithDependentsAsync(definition, record, cancellationToken);
        foreach (var group in gone.GroupBy(g => g.Entity))
            foreach (var ids in group.Select(g => g.Id).Chunk(AtOnce))
                await purge.RemoveAsync(group.Key, ids, cancellationToken);
        await session.CommitAsync(cancellationToken);
        return gone.Count;
    }

    private async Task<int> PurgeSomeAsync(string entity, DateTime moment, CancellationToken cancellationToken)
    {
        await using var session = await RecordSession.OpenAsync(records, time, cancellationToken);
        if (session.Model.Snapshot.Entity(entity) is not { } definition)
            return 0;
        // Held, so that none of them is brought back while it is removed.
        var ids = await session.Context.Records(entity).HeldForRemoval().Where(r => r.DeletedAt < moment).OrderBy(r => r.DeletedAt).Select(r => r.Id).Take(AtOnce).ToListAsync(cancellationToken);
        if (ids.Count == 0)
            return 0;
        await new TrashPurge(session, rules, gate).RemoveAsync(definition, ids, cancellationToken);
        await session.CommitAsync(cancellationToken);
        return ids.Count;
    }
}
