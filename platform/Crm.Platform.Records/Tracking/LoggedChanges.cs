using System.Collections.Immutable;
using Crm.Platform.Abstractions;

namespace Crm.Platform.Records.Tracking;

/// <summary>Changes for somebody who sees every record: what is noted is all there is to know, so nothing is kept for them.</summary>
internal sealed class LoggedChanges(TrackingStore store, ChangedRecords records)
{
    public async Task<Result<ChangePage>> ReadAsync(TrackedQuery tracked, ChangeToken token, int most, CancellationToken cancellationToken)
    {
        if (await store.HorizonAsync(tracked.Query.Entity, token.Epoch, token.From, cancellationToken) is not { } horizon || token.Until > horizon)
            return ChangeTracking.Gone;
        var until = token.Until ?? horizon;
        var (ids, last) = await SomeAsync(tracked, token, until, most, cancellationToken);
        // What was forgotten while it was read may be missing.
        if (await store.HorizonAsync(tracked.Query.Entity, token.Epoch, token.From, cancellationToken) is null)
            return ChangeTracking.Gone;
        var found = await records.FindAsync(tracked, ids, cancellationToken);
        if (!found.IsSuccess)
            return found.Failure;
        var removed = await records.RemovedAsync(tracked, [.. ids.Except(found.Value.Select(r => r.Record.Id))], cancellationToken);
        return new ChangePage(found.Value, removed, last is null ? new ChangeToken(token.Epoch, until) : token with { Until = until, After = last }, last is not null);
    }

    /// <returns>The next records, and the last of them where more follow.</returns>
    private async Task<(ImmutableArray<Guid> Ids, Guid? Last)> SomeAsync(TrackedQuery tracked, ChangeToken token, long until, int most, CancellationToken cancellationToken)
    {
        var ids = new List<Guid>();
        var after = token.After;
        while (true)
        {
            // One more than asked tells whether there are more. What the caller does not see takes no place in the answer, so there may have to be another look.
            var noted = await store.ChangedAsync(tracked.Query.Entity, token.From, until, after, most + 1, cancellationToken);
            ids.AddRange(await records.SeenAsync(tracked, token.From, until, noted, cancellationToken));
            if (ids.Count > most)
                return ([.. ids.Take(most)], ids[most - 1]);
            if (noted.Count <= most)
                return ([.. ids], null);
            after = noted[^1];
        }
    }
}
