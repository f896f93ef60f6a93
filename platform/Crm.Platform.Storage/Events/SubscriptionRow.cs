namespace Crm.Platform.Storage.Events;

/// <summary>Who wants to know of which changes.</summary>
public sealed class SubscriptionRow
{
    public required Guid Id { get; init; }

    /// <summary>The kind of consumer that handles its events: <c>webhook</c>.</summary>
    public required string Consumer { get; init; }

    public required string Name { get; set; }
    public required string Entity { get; set; }

    /// <summary>Kinds of events, as <see cref="RecordEventKind"/> names in lower case with commas between.</summary>
    public required string Events { get; set; }

    /// <summary>Fields of which one must have changed, with commas between; <see langword="null"/> is any. Narrows updates only.</summary>
    public string? Fields { get; set; }

    /// <summary>Whether it gets events. What happens while it is off is not kept for it.</summary>
    public required bool Enabled { get; set; }

    /// <summary>Why the platform turned it off, or <see langword="null"/>.</summary>
    public string? OffReason { get; set; }

    /// <summary>The consumer's own settings, JSON.</summary>
    public required string Settings { get; set; }

    /// <summary>UTC.</summary>
    public required DateTime CreatedAt { get; init; }

    /// <summary>In whose name events are seen; <see langword="null"/> for a service client.</summary>
    public Guid? CreatedById { get; init; }

    /// <summary>The service client in whose name events are seen, when it is not a person's.</summary>
    public string? CreatedByClient { get; init; }

    public string? CreatedByName { get; init; }
}
