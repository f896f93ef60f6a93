using Crm.Platform.Storage.Events;

namespace Crm.Platform.Records.Outbox;

/// <summary>Handles the events of its subscriptions. Registered under a stable name; may be called again with the same event.</summary>
public interface IOutboxConsumer
{
    /// <summary>As in <see cref="SubscriptionRow.Consumer"/>.</summary>
    string Name { get; }

    /// <summary>Must end well within <see cref="OutboxOptions.LeaseFor"/>. An exception counts as a failed attempt.</summary>
    Task<DeliveryAnswer> HandleAsync(Delivery delivery, CancellationToken cancellationToken);
}

/// <summary>An event to be handled now.</summary>
/// <param name="Attempt">From 1.</param>
public sealed record Delivery(long Id, int Attempt, SubscriptionRow Subscription, OutboxRow Event);

/// <summary>How an attempt ended.</summary>
public sealed record DeliveryAnswer(DeliveryEnd End)
{
    public static DeliveryAnswer Delivered { get; } = new(DeliveryEnd.Delivered);

    /// <summary>The consumer's own code, for the log.</summary>
    public int? Status { get; init; }

    /// <summary>The beginning of what was answered, for the log.</summary>
    public string? Answer { get; init; }

    /// <summary>Why it failed, for people.</summary>
    public string? Error { get; init; }

    /// <summary>How long the receiver asks to be left alone; <see langword="null"/> leaves it to the dispatcher.</summary>
    public TimeSpan? RetryAfter { get; init; }
}

/// <summary>What becomes of a delivery.</summary>
public enum DeliveryEnd
{
    Delivered,

    /// <summary>Try again later.</summary>
    Failed,

    /// <summary>There is nothing to deliver: the receiver may not see it.</summary>
    Skipped,

    /// <summary>The receiver wants no more events at all: its subscription is turned off.</summary>
    Gone,
}
