using Crm.Platform.Storage.Events;

namespace Crm.Platform.Webhooks.Sending;

/// <summary>What of an event may be sent: no more than the webhook's creator may read.</summary>
public interface IEventAccess
{
    ValueTask<EventView> OfAsync(OutboxRow told, SubscriptionRow subscription, CancellationToken cancellationToken);
}

/// <summary>How much of an event its receiver may see.</summary>
/// <param name="Kind">What to do with it.</param>
/// <param name="MaySee">Which fields; asked for each field by name.</param>
public sealed record EventView(EventViewKind Kind, Func<string, bool> MaySee);

public enum EventViewKind
{
    Send,

    /// <summary>The record is not for this receiver.</summary>
    Skip,

    /// <summary>The receiver may see nothing at all any more.</summary>
    TurnOff,
}
