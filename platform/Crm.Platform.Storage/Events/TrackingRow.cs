namespace Crm.Platform.Storage.Events;

/// <summary>An entity whose changes are noted.</summary>
public sealed class TrackingRow
{
    public required string Entity { get; init; }

    /// <summary>Of this time of noting: one that ended and began again has another, since nobody knows what happened in between.</summary>
    public required Guid Epoch { get; init; }

    /// <summary>The first position from which on every change is noted.</summary>
    public required long Floor { get; set; }

    /// <summary>When somebody asked last, UTC, to the day or so.</summary>
    public required DateTime UsedAt { get; set; }
}
