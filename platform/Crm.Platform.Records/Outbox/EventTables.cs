using Crm.Platform.Storage.Databases;
using Crm.Platform.Storage.Events;
using Microsoft.EntityFrameworkCore;

namespace Crm.Platform.Records.Outbox;

/// <summary>The tables that changes of records are noted in, ready for many rows at once.</summary>
internal sealed class EventTables
{
    public EventTables(IDbContextFactory<EventContext> contexts, IDatabase database)
    {
        using var context = contexts.CreateDbContext();
        History = new RowInsert<HistoryRow>(context, database);
        Outbox = new RowInsert<OutboxRow>(context, database);
        Deliveries = new RowInsert<DeliveryRow>(context, database);
        Changes = new RowInsert<ChangeRow>(context, database);
    }

    public RowInsert<HistoryRow> History { get; }

    public RowInsert<OutboxRow> Outbox { get; }

    public RowInsert<DeliveryRow> Deliveries { get; }

    public RowInsert<ChangeRow> Changes { get; }
}
