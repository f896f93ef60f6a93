using Crm.Platform.Abstractions;
using Crm.Platform.Records.Reading;
using Crm.Platform.Records.Rights;

namespace Crm.Platform.Records.Tracking;

/// <inheritdoc/>
internal sealed class ChangeTracking(ReadDoor door, TrackingStore store, LoggedChanges logged, KeptChanges kept) : IChangeTracking
{
    public static readonly Stale Gone = new("delta.gone", "What changed since then is not known any more. Read the list anew.");

    public Task<Result<ChangeToken?>> BeginAsync(RecordQuery query, Caller caller, CancellationToken cancellationToken) =>
        door.ReadAsync<ChangeToken?>(query.Entity, caller, async (_, _, access) =>
        {
            if (ReadDoor.Refuse(query, access, caller) is { } refused)
                return refused;
            if (access.Whole.System || query.Trashed)
                return (ChangeToken?)null;
            var token = await store.BeginAsync(query.Entity, cancellationToken);
            return access.IsUnlimited(AccessAction.Read)
                ? token
                : token with { From = 0, Kept = (await store.KeepAsync(query.Entity, caller, token.From, [], [], [], cancellationToken)).Id };
        });

    public async Task<bool> NoteAsync(ChangeToken token, RecordPage page, Caller caller, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(token);
        ArgumentNullException.ThrowIfNull(page);
        return token.Kept is not { } id || await store.AddSentAsync(id, [.. page.Rows.Select(r => r.Record.Id)], caller, cancellationToken);
    }

    public Task<Result<ChangePage>> ReadAsync(RecordQuery query, ChangeToken token, int most, Caller caller, CancellationToken cancellationToken) =>
        door.ReadAsync<ChangePage>(query.Entity, caller, async (model, profile, access) =>
        {
            if (ReadDoor.Refuse(query, access, caller) is { } refused)
                return refused;
            await using var context = model.CreateContext();
            var tracked = new TrackedQuery(model, context, profile, access, query, caller);
            if (token.Kept is not null)
                return await kept.ReadAsync(tracked, token, most, cancellationToken);
            // Who saw every record before and does not now must not hear of those they never see.
            return access.IsUnlimited(AccessAction.Read) ? await logged.ReadAsync(tracked, token, most, cancellationToken) : Gone;
        });
}
