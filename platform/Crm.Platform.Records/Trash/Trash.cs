using Crm.Platform.Abstractions;
using Crm.Platform.Records.Files;
using Crm.Platform.Records.Writing;
using Crm.Platform.Records.Writing.Computed;
using Crm.Platform.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace Crm.Platform.Records.Trash;

/// <inheritdoc/>
internal sealed class Trash(IRecordDatabase records, WritePipeline pipeline, ComputedModels computed, FileFolder folder, TimeProvider time) : ITrash
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
    /// <exception cref="InvalidOperationException">Records of an entity could not be removed; those of the others are gone.</exception>
    public async Task<int> PurgeBeforeAsync(DateTime moment, CancellationToken cancellationToken)
    {
        var (removed, failures) = (0, new List<string>());
        foreach (var entity in records.Current.Snapshot.Entities)
        {
            Result<int> some;
            while ((some = await Repeat.WhileUndoneAsync(records.Database, () => PurgeSomeAsync(entity.Name, moment, cancellationToken))) is { IsSuccess: true, Value: > 0 })
                removed += some.Value;
            if (some.Failure is { } failure)
                failures.Add($"{entity.Name}: {failure.Message}");
        }
        return failures.Count == 0 ? removed : throw new InvalidOperationException($"The trash could not be emptied of {string.Join(' ', failures)}");
    }

    private async Task<Result<int>> PurgeAsync(string entity, Guid id, CancellationToken cancellationToken)
    {
        await using var session = await RecordSession.OpenAsync(records, time, cancellationToken);
        if (session.Model.Snapshot.Entity(entity) is not { } definition)
            return Failures.UnknownEntity(entity);
        if (await session.Context.Records(entity).HeldForRemoval().FirstOrDefaultAsync(r => r.Id == id && r.DeletedAt != null, cancellationToken) is not { } record)
            return new NotFound("trash.unknown", $"There is no such {definition.Title.ToLowerInvariant()} in the trash.");
        var purge = new TrashPurge(session, pipeline, computed);
        var gone = await purge.WithDependentsAsync(definition, record, cancellationToken);
        foreach (var group in gone.GroupBy(g => g.Entity))
            foreach (var ids in group.Select(g => g.Id).Chunk(AtOnce))
                if (await purge.RemoveAsync(group.Key, ids, cancellationToken) is { } failure)
                    return failure;
        await EndAsync(session, purge, cancellationToken);
        return gone.Count;
    }

    private async Task<Result<int>> PurgeSomeAsync(string entity, DateTime moment, CancellationToken cancellationToken)
    {
        await using var session = await RecordSession.OpenAsync(records, time, cancellationToken);
        if (session.Model.Snapshot.Entity(entity) is not { } definition)
            return 0;
        // Held, so that none of them is brought back while it is removed.
        var ids = await session.Context.Records(entity).HeldForRemoval().Where(r => r.DeletedAt < moment).OrderBy(r => r.DeletedAt).Select(r => r.Id).Take(AtOnce).ToListAsync(cancellationToken);
        if (ids.Count == 0)
            return 0;
        var purge = new TrashPurge(session, pipeline, computed);
        if (await purge.RemoveAsync(definition, ids, cancellationToken) is { } failure)
            return failure;
        await EndAsync(session, purge, cancellationToken);
        return ids.Count;
    }

    private async Task EndAsync(RecordSession session, TrashPurge purge, CancellationToken cancellationToken)
    {
        await session.CommitAsync(cancellationToken);
        foreach (var file in purge.Files)
            try
            {
                folder.Remove(file);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // Nobody can reach it any more; the sweep of files tries again.
            }
    }
}
