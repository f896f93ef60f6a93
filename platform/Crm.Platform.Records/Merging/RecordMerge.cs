using System.Collections.Immutable;
using Crm.Platform.Abstractions;
using Crm.Platform.Records.Reading;
using Crm.Platform.Records.Writing;

namespace Crm.Platform.Records.Merging;

/// <inheritdoc/>
internal sealed class RecordMerge(IRecordTransactions transactions, IRecordReader reader, Followers followers) : IRecordMerge
{
    public async Task<Result<Merged>> RunAsync(string entity, Guid keep, ImmutableArray<Guid> from, RecordInput values, Caller caller, CancellationToken cancellationToken)
    {
        if (from.Length is 0 or > IRecordMerge.MostRecords || from.Contains(keep) || from.Distinct().Count() < from.Length)
            return Invalid.Of(new Problem("from", "merge.from", $"Name 1 to {IRecordMerge.MostRecords} other records, each once."));
        var group = caller.ChangeSet ?? Guid.CreateVersion7();
        var sender = caller with { ChangeSet = group };
        foreach (var id in from.Prepend(keep))
            if (await reader.FindAsync(entity, id, sender, cancellationToken) is { IsSuccess: false, Failure: var unknown })
                return unknown;
        return await transactions.RunAsync(
            async writer =>
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
                return (Result<Merged>)new Merged(kept.Value, group, moved.Value);
            },
            cancellationToken);
    }

    /// <summary>Lets everything that points at the merged records point at the kept one; the kept one itself at nothing instead of itself.</summary>
    private async Task<Result<int>> MoveAsync(IRecordWriter writer, string entity, Guid keep, ImmutableArray<Guid> from, Caller sender, CancellationToken cancellationToken)
    {
        // Follows without being asked, whatever the sender's roles say of it, but in the sender's name.
        var mover = sender with { Roles = null };
        var moved = 0;
        foreach (var (other, lookup) in followers.Lookups(entity))
        {
            var ids = await followers.OfAsync(other.Name, lookup, from, IRecordMerge.MostFollowers - moved, cancellationToken);
            if (!ids.IsSuccess)
                return ids.Failure;
            var changes = ids.Value.FindAll(id => other.Name != entity || !from.Contains(id)).ConvertAll(id => new RecordChange(id, RecordChangeKind.Update)
            {
                Input = new RecordInput().Set(lookup.Name, other.Name == entity && id == keep ? null : keep),
            });
            var outcomes = await writer.ChangeManyAsync(other.Name, changes, mover, cancellationToken);
            if (!outcomes.IsSuccess)
                return outcomes.Failure;
            if (outcomes.Value.FirstOrDefault(o => !o.IsSuccess) is { Failure: { } refused })
                return new Conflict("merge.refused", $"{other.PluralTitle} that point at them cannot follow: {refused.Message}");
            moved += changes.Count;
        }
        return moved;
    }
}
