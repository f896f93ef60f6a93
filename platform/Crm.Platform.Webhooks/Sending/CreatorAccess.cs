using Crm.Platform.Abstractions;
using Crm.Platform.Access.Callers;
using Crm.Platform.Storage.Events;

namespace Crm.Platform.Webhooks.Sending;

/// <summary>A webhook sees what its creator sees now. Rights are for all records alike so far, so that is everything or nothing.</summary>
internal sealed class CreatorAccess(ICallers callers) : IEventAccess
{
    private static readonly EventView Everything = new(EventViewKind.Send, _ => true);
    private static readonly EventView Nothing = new(EventViewKind.TurnOff, _ => false);

    public async ValueTask<EventView> OfAsync(OutboxRow told, SubscriptionRow subscription, CancellationToken cancellationToken)
    {
        // A service client has no person behind it; only administrators can have made the webhook.
        if (subscription.CreatedById is not { } creator)
            return Everything;
        var caller = await callers.OfUserAsync(creator, cancellationToken);
        return caller.May(CallerRights.Read) ? Everything : Nothing;
    }
}
