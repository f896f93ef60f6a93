using Crm.Platform.Abstractions;
using Crm.Platform.Records.Outbox;
using Crm.Platform.Records.Writing;
using Crm.Platform.Storage.Events;

namespace Crm.Platform.Records.Tracking;

/// <summary>Notes that records of followed entities were written. Costs the others nothing: who follows is read with who subscribes.</summary>
internal sealed class TrackingEffect(EventTables tables) : IWriteEffect
{
    public async ValueTask<Failure?> RunAsync(RecordSession session, IReadOnlyList<RecordWrite> writes, CancellationToken cancellationToken)
    {
        _ = await SubscriberReader.OfAsync(session, cancellationToken);
        if (session.Tracked.Count == 0)
            return null;
        // A copy with an old version could change nothing.
        var raised = session.Raised.Where(r => session.Tracked.Contains(r.Entity)).Select(r => new ChangeRow { Entity = r.Entity, RecordId = r.Id, At = session.Now }).ToList();
        session.Raised.Clear();
        var rows = writes.Where(w => session.Tracked.Contains(w.Entity.Name)).Select(w => new ChangeRow
        {
            Entity = w.Entity.Name,
            RecordId = w.Record.Id,
            Fields = w.IsConsequence ? string.Join(',', w.Changes.Select(c => c.Field.Name)) : null,
            At = session.Now,
        }).Concat(raised).ToList();
        if (rows.Count > 0)
            await tables.Changes.RunAsync(session.Context.Database, rows, cancellationToken);
        return null;
    }
}
