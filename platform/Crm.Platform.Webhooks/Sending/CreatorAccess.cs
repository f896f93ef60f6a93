using Crm.Platform.Abstractions;
using Crm.Platform.Access.Callers;
using Crm.Platform.Records.Outbox;
using Crm.Platform.Storage.Events;

namespace Crm.Platform.Webhooks.Sending;

/// <summary>A webhook sees what its creator may see at the moment of sending.</summary>
internal sealed class CreatorAccess(IPersonCallers people, IClientCallers clients, IEventAudience audience)
{
    /// <summary>The creator as they are now, or <see langword="null"/> when they are gone, disabled or may not read at all any more.</summary>
    public async ValueTask<Caller?> CallerAsync(SubscriptionRow subscription, CancellationToken cancellationToken)
    {
        var creator = subscription.CreatedById is { } person ? await people.OfPersonAsync(person, cancellationToken)
            : subscription.CreatedByClient is { } client ? await clients.OfClientAsync(client, cancellationToken)
            : null;
        return creator?.May(CallerRights.Read) == true ? creator : null;
    }

    /// <summary>The entity with the fields they may see; <see langword="null"/> when the record is not for them.</summary>
    public ValueTask<EntityDefinition?> SeenAsync(OutboxRow told, Caller creator, CancellationToken cancellationToken) => audience.SeenByAsync(told, creator, cancellationToken);
}
