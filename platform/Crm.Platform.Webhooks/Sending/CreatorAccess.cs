using Crm.Platform.Abstractions;
using Crm.Platform.Access.Callers;
using Crm.Platform.Records.Outbox;
using Crm.Platform.Storage.Events;

namespace Crm.Platform.Webhooks.Sending;

/// <summary>A webhook sees what its creator may see at the moment of sending.</summary>
internal sealed class CreatorAccess(IPersonCallers people, IEventAudience audience)
{
    /// <summary>The creator as they are now, or <see langword="null"/> when they may not read at all any more.</summary>
    public async ValueTask<Caller?> CallerAsync(SubscriptionRow subscription, CancellationToken cancellationToken)
    {
        // A service client has no person behind it; only one that acts as an administrator can have made the webhook.
        var creator = subscription.CreatedById is { } id ? await people.OfPersonAsync(id, cancellationToken) : new Caller(null, CallerRights.Read);
        return creator?.May(CallerRights.Read) == true ? creator : null;
    }

    /// <summary>The entity with the fields they may see; <see langword="null"/> when the record is not for them.</summary>
    public ValueTask<EntityDefinition?> SeenAsync(OutboxRow told, Caller creator, CancellationToken cancellationToken) => audience.SeenByAsync(told, creator, cancellationToken);
}
