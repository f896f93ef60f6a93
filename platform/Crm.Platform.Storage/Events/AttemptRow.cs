namespace Crm.Platform.Storage.Events;

/// <summary>One attempt to deliver an event, for the log.</summary>
public sealed class AttemptRow
{
    public long Id { get; init; }
    public required long DeliveryId { get; init; }
    public required Guid SubscriptionId { get; init; }

    /// <summary>From 1.</summary>
    public required int Number { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime At { get; init; }

    public required bool Succeeded { get; init; }

    /// <summary>The consumer's own code (HTTP status), or <see langword="null"/> without an answer.</summary>
    public int? Status { get; init; }

    public required int Milliseconds { get; init; }

    /// <summary>The beginning of the answer.</summary>
    public string? Answer { get; init; }

    public string? Error { get; init; }
}
