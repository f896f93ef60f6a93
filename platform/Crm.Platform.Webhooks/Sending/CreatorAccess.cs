using Crm.Platform.Abstractions;
using Crm.Platform.Access.Callers;
using Crm.Platform.Records.Rights;
using Crm.Platform.Storage.Events;

namespace Crm.Platform.Webhooks.Sending;

/// <summary>A webhook sees what its creator may see now, record by record and field by field.</summary>
internal sealed class CreatorAccess(IPersonCallers callers, IRights rights) : IEventAccess
{
    private static readonly EventView Everything = new(EventViewKind.Send, _ => true);
    private static readonly EventView NotThis = new(EventViewKind.Skip, _ => false);
    private static readonly EventView Nothing = new(EventViewKind.TurnOff, _ => false);

    public async ValueTask<EventView> OfAsync(OutboxRow told, SubscriptionRow subscription, CancellationToken cancellationToken)
    {
        // A service client has no person behind it; only administrators can have made the webhook.
        if (subscription.CreatedById is not { } creator)
            return Everything;
        if (await callers.OfPersonAsync(creator, cancellationToken) is not { } caller || !caller.May(CallerRights.Read))
            return Nothing;
        return rights.SeenBy(caller).Entity(told.Entity) is { } seen && await rights.MaySeeAsync(told.Entity, told.RecordId, caller, cancellationToken)
            ? new EventView(EventViewKind.Send, field => seen.Field(field) is not null)
            : NotThis;
    }
}
