namespace Crm.Platform.Storage.Events;

/// <summary>One event on its way to one subscription.</summary>
public sealed class DeliveryRow
{
    /// <summary>Grows; deliveries of one record to one subscription are made in this order.</summary>
    public long Id { get; init; }

    public required Guid EventId { get; init; }
    public required Guid SubscriptionId { get; init; }
    public required Guid RecordId { get; init; }
    public required DeliveryStatus Status { get; set; }

    /// <summary>Attempts since it was written or last replayed.</summary>
    public int Attempts { get; set; }

    /// <summary>Not before this moment, UTC.</summary>
    public required DateTime DueAt { get; set; }

    /// <summary>The claim that works on it; only its holder may end it.</summary>
    public Guid? LeaseOwner { get; set; }

    /// <summary>When another dispatcher may take it, UTC.</summary>
    public DateTime? LeaseUntil { get; set; }

    /// <summary>Why the last attempt failed.</summary>
    public string? LastError { get; set; }

    /// <summary>UTC.</summary>
    public required DateTime CreatedAt { get; init; }

    /// <summary>When it was delivered or given up, UTC.</summary>
    public DateTime? EndedAt { get; set; }
}

/// <summary>Where a delivery stands. The numbers are stored.</summary>
public enum DeliveryStatus
{
    Waiting = 0,
    Delivered = 1,

    /// <summary>Given up: a dead letter, until somebody replays it.</summary>
    Dead = 2,
}
