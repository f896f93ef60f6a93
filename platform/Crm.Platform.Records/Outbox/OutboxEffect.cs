using Crm.Platform.Abstractions;
using Crm.Platform.Records.Writing;
using Crm.Platform.Storage.Events;

namespace Crm.Platform.Records.Outbox;

/// <summary>Writes an event for every change somebody wants to know of, and its way to each of them.</summary>
internal sealed class OutboxEffect(EventTables tables, OutboxSignal signal, TimeProvider time) : IWriteEffect
{
    public async ValueTask<Failure?> RunAsync(RecordSession session, IReadOnlyList<RecordWrite> writes, CancellationToken cancellationToken)
    {
        var subscribers = await SubscriberReader.OfAsync(session, cancellationToken);
        if (subscribers.Count == 0)
            return null;
        var events = new List<OutboxRow>();
        var deliveries = new List<DeliveryRow>();
        foreach (var write in writes)
            Tell(write, [.. subscribers.Where(s => s.Wants(write))], session.Now, events, deliveries);
        if (events.Count == 0)
            return null;
        await tables.Outbox.RunAsync(session.Context.Database, events, cancellationToken);
        await tables.Deliveries.RunAsync(session.Context.Database, deliveries, cancellationToken);
        session.AfterCommit(signal.Set);
        return null;
    }

    private void Tell(RecordWrite write, List<Subscriber> subscribers, DateTime now, List<OutboxRow> events, List<DeliveryRow> deliveries)
    {
        if (subscribers.Count == 0)
            return;
        var told = Event(write, now);
        events.Add(told);
        deliveries.AddRange(subscribers.Select(s => new DeliveryRow
        {
            EventId = told.Id,
            SubscriptionId = s.Id,
            RecordId = told.RecordId,
            Status = DeliveryStatus.Waiting,
            DueAt = now,
            CreatedAt = now,
        }));
    }

    private OutboxRow Event(RecordWrite write, DateTime now) => new()
    {
        Id = Guid.CreateVersion7(time.GetUtcNow()),
        Kind = EventKinds.Of(write.Kind),
        Entity = write.Entity.Name,
        RecordId = write.Record.Id,
        Version = write.Record.Version,
        Changes = ChangeJson.Write(write.Changes),
        At = now,
        ActorId = write.Caller.UserId,
        ActorName = write.Caller.Name,
        Source = write.Caller.Source.Kind,
        SourceId = write.Caller.Source.Id,
        ChangeSet = write.Caller.ChangeSet,
    };
}
