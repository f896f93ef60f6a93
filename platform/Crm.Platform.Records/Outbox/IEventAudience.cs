using Crm.Platform.Abstractions;
using Crm.Platform.Storage.Events;

namespace Crm.Platform.Records.Outbox;

/// <summary>Who may be told of an event. Consumers that tell people or programs of others ask here before they do.</summary>
public interface IEventAudience
{
    /// <summary>The event's entity as the caller knows it, without fields that are hidden from them; <see langword="null"/> when they may not see the record, which may be in the trash by now.</summary>
    ValueTask<EntityDefinition?> SeenByAsync(OutboxRow told, Caller caller, CancellationToken cancellationToken);
}
