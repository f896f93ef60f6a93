namespace Crm.Platform.Storage.Events;

/// <summary>An event that somebody wanted to know of, as it happened. Never changed.</summary>
public sealed class OutboxRow
{
    /// <summary>Grows; events of one record are in the order of its versions.</summary>
    public long Sequence { get; init; }

    /// <summary>UUID v7; the same at every attempt to deliver it.</summary>
    public required Guid Id { get; init; }

    public required RecordEventKind Kind { get; init; }
    public required string Entity { get; init; }
    public required Guid RecordId { get; init; }

    /// <summary>The record's version after the change.</summary>
    public required long Version { get; init; }

    /// <summary>What changed, JSON: <c>{field: {old, new}}</c>. Of a new record every field that is set.</summary>
    public required string Changes { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime At { get; init; }

    public Guid? ActorId { get; init; }
    public string? ActorName { get; init; }
    public required string Source { get; init; }
    public string? SourceId { get; init; }
    public Guid? ChangeSet { get; init; }
}
