using System.Collections.Immutable;
using Crm.Platform.Abstractions;
using Crm.Platform.Records.Rights;
using Crm.Platform.Records.Writing;
using Crm.Platform.Storage.Model;

namespace Crm.Platform.Records.Merging;

/// <inheritdoc/>
internal sealed class RecordMerge(IRecordDatabase records, AccessGate gate, IRecordTransactions transactions, Followers followers) : IRecordMerge
{
    public async Task<Result<Merged>> RunAsync(string entity, Guid keep, ImmutableArray<Guid> from, RecordInput values, Caller caller, CancellationToken cancellationToken)
    {
        if (from.Length is 0 or > IRecordMerge.MostRecords || from.Contains(keep) || from.Distinct().Count() < from.Length)
            return Invalid.Of(new Problem("from", "merge.from", $"Name 1 to {IRecordMerge.MostRecords} other records, each once."));
        if (await RefuseAsync(entity, keep, from, caller, cancellationToken) is { } refused)
            return refused;
        // A group of its own: one the sender names may be somebody else's.
        var sender = caller with { ChangeSet = Guid.CreateVersion7() };
        return await transactions.RunAsync(writer => MergeAsync(writer, entity, keep, from, values, sender, cancellationToken), cancellationToken);
    }

    /// <summary>Asked before anything is moved: what follows is moved without being asked. The writes ask again.</summary>
    private async Task<Failure?> RefuseAsync(string entity, Guid keep, ImmutableArray<Guid> from, Caller caller, CancellationToken cancellationToken)
    {
        if (!caller.May(CallerRights.Write))
            return Failures.MayNotWrite;
        var model = records.Current;
        if (gate.Profile(model, caller).Access(entity) is not { } access)
            return Failures.UnknownEntity(entity);
        if (access.Whole.System)
            return Failures.SystemEntity(access.Whole);
        await using var context = model.CreateContext();
        foreach (var id in from.Prepend(keep))
        {
            if (await gate.FindAsync(model, context, access, id, caller, cancellationToken) is not { } record)
                return Failures.UnknownRecord(access.Whole);
            var action = id == keep ? AccessAction.Update : AccessAction.Delete;
            if (!await gate.MayAsync(context, access, action, record, caller, cancellationToken))
                return Failures.MayNotThis(action, access.Whole);
        }
        return null;
    }

    private async Task<Result<Merged>> MergeAsync(IRecordWriter writer, string entity, Guid keep, ImmutableArray<Guid> from, RecordInput values, Caller sender, CancellationToken cancellationToken)
    {
        var moved = await MoveAsync(writer, entity, keep, from, sender, cancellationToken);
        if (!moved.IsSuccess)
            return moved.Failure;
        var kept = await writer.UpdateAsync(entity, keep, values, null, sender, cancellationToken);
        if (!kept.IsSuccess)
            return kept.Failure;
        foreach (var id in from)
            if (await writer.DeleteAsync(entity, id, null, sender, cancellationToken) is { IsSuccess: false, Failure: var refused })
                return refused;
        return new Merged(kept.Value, sender.ChangeSet!.Value, moved.Value);
    }

    /// <summary>Lets everything that points at the merged records point at the kept one; the kept one itself at nothing instead of itself.</summary>
    private async Task<Result<int>> MoveAsync(IRecordWriter writer, string entity, Guid keep, ImmutableArray<Guid> from, Caller sender, CancellationToken cancellationToken)
    {
        // Follows without being asked, whatever the sender's roles say of it, but in the sender's name.
        var mover = sender with { Roles = null };
        var moved = 0;
        foreach (var (other, lookup) in followers.Lookups(entity))
        {
            var moving = await MovingAsync(other, lookup, keep, from, IRecordMerge.MostFollowers - moved, cancellationToken);
            if (!moving.IsSuccess)
                return moving.Failure;
            var changes = moving.Value.ConvertAll(record => new RecordChange(record.Id, RecordChangeKind.Update)
            {
                Input = new RecordInput().Point(lookup, entity, other.Name == entity && record.Id == keep ? null : keep),
            });
            var outcomes = await writer.ChangeManyAsync(other.Name, changes, mover, cancellationToken);
            if (!outcomes.IsSuccess)
                return outcomes.Failure;
            if (outcomes.Value.FirstOrDefault(o => !o.IsSuccess) is { Failure: { } refused })
                return CannotFollow(other, refused, sender);
            moved += changes.Count;
        }
        return moved;
    }

    private async Task<Result<List<Record>>> MovingAsync(EntityDefinition other, FieldDefinition lookup, Guid keep, ImmutableArray<Guid> from, int most, CancellationToken cancellationToken)
    {
        var found = await followers.OfAsync(other.Name, lookup, from, most, cancellationToken);
        if (!found.IsSuccess || found.Value.Count == 0 || !Twins.MayBe(other, lookup))
            return found;
        var present = await followers.OfAsync(other.Name, lookup, [keep], IRecordMerge.MostFollowers, cancellationToken);
        return present.IsSuccess ? Twins.Without(other, lookup, keep, present.Value, found.Value) : present;
    }

    /// <summary>Names neither an entity nor a field to whom it is closed.</summary>
    private Conflict CannotFollow(EntityDefinition other, Failure refused, Caller sender) =>
        gate.Profile(records.Current, sender).Access(other.Name) is { } access && access.IsUnlimited(AccessAction.Read) && !other.Fields.Any(f => access.IsHidden(f.Name))
            ? new Conflict("merge.refused", $"{other.PluralTitle} that point at them cannot follow: {refused.Message}")
            : new Conflict("merge.refused", "Records that point at them cannot follow.");
}
