using System.Collections.Immutable;
using Crm.Platform.Abstractions;
using Crm.Platform.Records.Writing;
using Crm.Platform.Storage.Events;
using Crm.Platform.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace Crm.Platform.Records.History;

/// <inheritdoc/>
internal sealed class ChangeUndo(IRecordDatabase records, IRecordWriter writer, EntityRulesSource rules, IDbContextFactory<EventContext> contexts, TimeProvider time) : IChangeUndo
{
    /// <summary>Records per transaction.</summary>
    private const int AtOnce = 200;
    private const int MostTold = 100;

    private static readonly NotFound Unknown = new("undo.unknown", "There is no such group of changes, or it is not yours.");

    public async Task<Result<UndoOutcome>> UndoAsync(Guid changeSet, Caller caller, CancellationToken cancellationToken)
    {
        if (!caller.May(CallerRights.Write))
            return Failures.MayNotWrite;
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (!await IsTheirsAsync(context, changeSet, caller, cancellationToken))
            return Unknown;
        // The last made is the first undone: what points at something goes before what it points at.
        var touched = await context.History.Where(h => h.ChangeSet == changeSet).GroupBy(h => new { h.Entity, h.RecordId })
            .Select(g => new Touched(g.Key.Entity, g.Key.RecordId, g.Max(h => h.Id))).ToListAsync(cancellationToken);
        var undo = caller with { ChangeSet = Guid.CreateVersion7(time.GetUtcNow()) };
        var left = new List<UndoLeft>();
        foreach (var chunk in Chunks([.. touched.OrderByDescending(t => t.Last)]))
            left.AddRange(await UndoAsync(context, changeSet, chunk, undo, cancellationToken));
        return new UndoOutcome(undo.ChangeSet.Value, touched.Count - left.Count, left.Count, [.. left.Take(MostTold)]);
    }

    private static async Task<bool> IsTheirsAsync(EventContext context, Guid changeSet, Caller caller, CancellationToken cancellationToken)
    {
        var first = await context.History.AsNoTracking().Where(h => h.ChangeSet == changeSet).OrderBy(h => h.Id).FirstOrDefaultAsync(cancellationToken);
        return first is not null && (caller.May(CallerRights.Admin) || (first.ActorId == caller.UserId && (first.ActorId is not null || first.ActorName == caller.Name)));
    }

    /// <summary>Neighbours of one entity, not too many at once.</summary>
    private static IEnumerable<List<Touched>> Chunks(List<Touched> touched)
    {
        var chunk = new List<Touched>();
        foreach (var record in touched)
        {
            if (chunk.Count == AtOnce || (chunk.Count > 0 && chunk[0].Entity != record.Entity))
            {
                yield return chunk;
                chunk = [];
            }
            chunk.Add(record);
        }
        if (chunk.Count > 0)
            yield return chunk;
    }

    /// <returns>What was left.</returns>
    private async Task<IEnumerable<UndoLeft>> UndoAsync(EventContext context, Guid changeSet, List<Touched> chunk, Caller caller, CancellationToken cancellationToken)
    {
        var (entity, model) = (chunk[0].Entity, records.Current);
        if (model.Snapshot.Entity(entity) is not { } definition)
            return chunk.Select(t => new UndoLeft(entity, t.Id, "entity.unknown", "Its entity exists no more."));
        var ids = chunk.ConvertAll(t => t.Id);
        // First the records, then their history: a change in between makes the version stale.
        var present = await PresentAsync(model, entity, ids, cancellationToken);
        var history = (await context.History.AsNoTracking().Where(h => ids.Contains(h.RecordId) && h.Entity == entity).OrderBy(h => h.Id).ToListAsync(cancellationToken)).ToLookup(h => h.RecordId);
        var left = new List<UndoLeft>();
        var changes = new List<RecordChange>();
        foreach (var touched in chunk)
        {
            var plan = UndoPlan.Of(changeSet, [.. history[touched.Id]], present.GetValueOrDefault(touched.Id), rules.Of(model, definition));
            if (plan.Left is { } failure)
                left.Add(new UndoLeft(entity, touched.Id, failure.Code, failure.Message));
            if (plan.Change is { } change)
                changes.Add(change);
        }
        left.AddRange(await ApplyAsync(entity, changes, caller, cancellationToken));
        // A record of which a value was left may be refused as well; it counts once.
        return left.DistinctBy(l => l.Id);
    }

    private async Task<IEnumerable<UndoLeft>> ApplyAsync(string entity, List<RecordChange> changes, Caller caller, CancellationToken cancellationToken)
    {
        if (changes.Count == 0)
            return [];
        var outcomes = await writer.ChangeManyAsync(entity, changes, caller, cancellationToken);
        return outcomes.IsSuccess
            ? changes.Zip(outcomes.Value).Where(o => !o.Second.IsSuccess).Select(o => Left(o.First, o.Second.Failure!))
            : changes.Select(c => Left(c, outcomes.Failure));

        UndoLeft Left(RecordChange change, Failure failure) => new(entity, change.Id, failure.Code, failure.Message);
    }

    private static async Task<Dictionary<Guid, StoredRecord>> PresentAsync(RecordModel model, string entity, List<Guid> ids, CancellationToken cancellationToken)
    {
        await using var context = model.CreateContext();
        return await context.Records(entity).Where(r => ids.Contains(r.Id)).ToDictionaryAsync(r => r.Id, cancellationToken);
    }

    private sealed record Touched(string Entity, Guid Id, long Last);
}
