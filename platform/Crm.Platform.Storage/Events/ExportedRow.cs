namespace Crm.Platform.Storage.Events;

/// <summary>An export of records.</summary>
public sealed class ExportedRow
{
    /// <summary>UUID v7.</summary>
    public required Guid Id { get; init; }

    public required string Entity { get; init; }

    /// <summary><c>csv</c>, <c>xlsx</c> …</summary>
    public required string Format { get; init; }

    /// <summary>What was asked for.</summary>
    public required string Query { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime At { get; init; }

    public Guid? ActorId { get; init; }

    /// <summary>What the actor was called then.</summary>
    public string? ActorName { get; init; }

    public string? ClientId { get; init; }
    public required string Source { get; init; }

    /// <summary>How many records were written; <see langword="null"/> while that goes on, and for ever where the host ended in between.</summary>
    public long? Records { get; init; }
}
