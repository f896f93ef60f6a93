using Crm.Platform.Abstractions;
using Crm.Platform.Records.Outbox;
using Crm.Platform.Records.Writing;
using Crm.Platform.Storage.Events;

namespace Crm.Platform.Records.History;

/// <summary>Notes what changed, field by field, for entities that are audited.</summary>
/// <remarks>Of a new record one row is enough: what it began with follows from what it is now and what changed since.</remarks>
internal sealed class HistoryEffect(EventTables tables) : IWriteEffect
{
    public async ValueTask<Failure?> RunAsync(RecordSession session, IReadOnlyList<RecordWrite> writes, CancellationToken cancellationToken)
    {
        var rows = new List<HistoryRow>(writes.Count);
        foreach (var write in writes)
            if (write.Entity.Audit)
                Note(write, session.Now, rows);
        if (rows.Count > 0)
            await tables.History.RunAsync(session.Context.Database, rows, cancellationToken);
        return null;
    }

    private static void Note(RecordWrite write, DateTime now, List<HistoryRow> rows)
    {
        if (write.Kind != WriteKind.Update)
            rows.Add(Row(write, now, null));
        else
            // What follows from other fields is told by those.
            foreach (var change in write.Changes.Where(c => !c.Field.IsComputed))
                rows.Add(Row(write, now, change));
    }

    private static HistoryRow Row(RecordWrite write, DateTime now, FieldDifference? change) => new()
    {
        ChangeSet = write.Caller.ChangeSet,
        Entity = write.Entity.Name,
        RecordId = write.Record.Id,
        Version = write.Record.Version,
        Kind = EventKinds.Of(write.Kind),
        Field = change?.Field.Name,
        OldValue = change?.Old,
        NewValue = change?.New,
        At = now,
        ActorId = write.Caller.UserId,
        ActorName = write.Caller.Name,
        Source = write.Caller.Source.Kind,
        SourceId = write.Caller.Source.Id,
    };
}
