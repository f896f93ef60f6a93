using System.Collections.Immutable;
using Crm.Platform.Abstractions;
using Crm.Platform.Storage.Events;

namespace Crm.Platform.Records.Tracking;

/// <summary>Changes for somebody who does not see every record: what they were sent is kept, so that they hear of nothing they never saw, and of what left their reach without being changed.</summary>
internal sealed class KeptChanges(TrackingStore store, ChangedRecords records)
{
    private static readonly Stale TooMany = new("delta.too_many", $"Changes of more than {IChangeTracking.MostKept:N0} records cannot be followed. Read the list anew, or less of it.");

    public async Task<Result<ChangePage>> ReadAsync(TrackedQuery tracked, ChangeToken token, int most, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(token.Kept!.Value, tracked.Caller, cancellationToken) is not { } row || row.Entity != tracked.Query.Entity)
            return ChangeTracking.Gone;
        if (token.Sent is { } sent)
            return await SomeAsync(tracked, token, row, sent, most, cancellationToken);
        if (await store.HorizonAsync(row.Entity, token.Epoch, row.Position, cancellationToken) is not { } horizon)
            return ChangeTracking.Gone;
        var present = await records.AllAsync(tracked, IChangeTracking.MostKept, cancellationToken);
        if (!present.IsSuccess)
            return present.Failure;
        if (present.Value.Count > IChangeTracking.MostKept)
            return TooMany;
        var changes = await CompareAsync(tracked, row, horizon, present.Value, cancellationToken);
        // What was forgotten while it was read may be missing.
        return await store.HorizonAsync(row.Entity, token.Epoch, row.Position, cancellationToken) is null ? ChangeTracking.Gone : await SomeAsync(tracked, token, changes, 0, most, cancellationToken);
    }

    private async Task<DeltaRow> CompareAsync(TrackedQuery tracked, DeltaRow row, long horizon, List<Guid> present, CancellationToken cancellationToken)
    {
        var before = DeltaIds.Read(row.Sent).ToHashSet();
        var noted = await store.ChangedAsync(row.Entity, row.Position, horizon, null, int.MaxValue, cancellationToken);
        noted = [.. noted.Intersect(present)];
        var changed = (await records.SeenAsync(tracked, row.Position, horizon, noted, cancellationToken)).ToHashSet();
        List<Guid> gone = [.. before.Except(present).Order()];
        List<Guid> other = [.. present.Where(id => !before.Contains(id) || changed.Contains(id)).Order()];
        return await store.KeepAsync(row.Entity, tracked.Caller, horizon, present, gone, other, cancellationToken);
    }

    /// <param name="from">How many of the changes were sent.</param>
    private async Task<Result<ChangePage>> SomeAsync(TrackedQuery tracked, ChangeToken token, DeltaRow row, int from, int most, CancellationToken cancellationToken)
    {
        var (gone, other) = (DeltaIds.Read(row.Gone), DeltaIds.Read(row.Other));
        ImmutableArray<Guid> sent = [.. other.Skip(Math.Max(0, from - gone.Length)).Take(most - Math.Clamp(gone.Length - from, 0, most))];
        var found = await records.FindAsync(tracked, sent, cancellationToken);
        if (!found.IsSuccess)
            return found.Failure;
        // What was there a moment ago and is not any more is gone too.
        Guid[] removed = [.. gone.Skip(from).Take(most), .. sent.Except(found.Value.Select(r => r.Record.Id))];
        var hasMore = from + most < gone.Length + other.Length;
        return new ChangePage(found.Value, await records.RemovedAsync(tracked, removed, cancellationToken), token with { Kept = row.Id, Sent = hasMore ? from + most : null }, hasMore);
    }
}
