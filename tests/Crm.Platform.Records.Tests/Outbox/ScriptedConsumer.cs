using System.Collections.Concurrent;
using Crm.Platform.Records.Outbox;
using Crm.Platform.Storage.Events;

namespace Crm.Platform.Records.Tests.Outbox;

/// <summary>Answers as the test says and remembers what it was given.</summary>
internal sealed class ScriptedConsumer : IOutboxConsumer
{
    public const string ConsumerName = "scripted";

    public string Name => ConsumerName;

    public ConcurrentQueue<Delivery> Handled { get; } = new();

    public Func<Delivery, Task<DeliveryAnswer>> Answer { get; set; } = _ => Task.FromResult(DeliveryAnswer.Delivered);

    public Task<DeliveryAnswer> HandleAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        Handled.Enqueue(delivery);
        return Answer(delivery);
    }

    public static SubscriptionRow Subscription(string entity, string events = "created,updated,deleted,restored", string? fields = null) => new()
    {
        Id = Guid.CreateVersion7(),
        Consumer = ConsumerName,
        Name = "Test",
        Entity = entity,
        Events = events,
        Fields = fields,
        Enabled = true,
        Settings = "{}",
        CreatedAt = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc),
    };
}
