using Crm.Platform.Abstractions;
using Crm.Platform.Records.Rights;
using Crm.Platform.Storage.Events;
using Crm.Platform.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace Crm.Platform.Records.Outbox;

/// <inheritdoc/>
internal sealed class EventAudience(IRecordDatabase records, AccessGate gate) : IEventAudience
{
    public async ValueTask<EntityDefinition?> SeenByAsync(OutboxRow told, Caller caller, CancellationToken cancellationToken)
    {
        var model = records.Current;
        if (!caller.May(CallerRights.Read) || gate.Profile(model, caller).Access(told.Entity) is not { } access)
            return null;
        await using var context = model.CreateContext();
        var record = await context.Records(told.Entity).FirstOrDefaultAsync(r => r.Id == told.RecordId, cancellationToken);
        return record is not null && await gate.MayAsync(context, access, AccessAction.Read, record, caller, cancellationToken) ? access.Seen : null;
    }
}
