using System.Collections.Immutable;
using Crm.Platform.Storage.Events;

namespace Crm.Platform.Records.Outbox;

/// <summary>What became of events, and sending them again. Asks for no right: its callers do.</summary>
public interface IDeliveries
{
    /// <summary>Of one subscription, the newest first.</summary>
    /// <param name="status"><see langword="null"/> is any.</param>
    /// <param name="before">Only those with a smaller id, to turn the page.</param>
    Task<ImmutableArray<DeliveryState>> ListAsync(Guid subscription, DeliveryStatus? status, long? before, int top, CancellationToken cancellationToken);

    /// <summary>The log of one delivery, the newest attempt first.</summary>
    Task<ImmutableArray<AttemptRow>> AttemptsAsync(Guid subscription, long delivery, CancellationToken cancellationToken);

    /// <summary>Sends ended deliveries again, with the same event id.</summary>
    /// <param name="delivery">This one only, or <see langword="null"/>.</param>
    /// <param name="since">Those of events since then, or <see langword="null"/>.</param>
    /// <param name="status">Only those that ended so, or <see langword="null"/>.</param>
    /// <returns>How many.</returns>
    Task<int> ReplayAsync(Guid subscription, long? delivery, DateTime? since, DeliveryStatus? status, CancellationToken cancellationToken);

    /// <summary>How many of each subscription wait or were given up.</summary>
    Task<IReadOnlyDictionary<Guid, DeliveryCounts>> CountAsync(CancellationToken cancellationToken);
}

/// <summary>A delivery with the event it brings.</summary>
public sealed record DeliveryState(DeliveryRow Delivery, OutboxRow Event);

public sealed record DeliveryCounts(int Waiting, int Dead);
