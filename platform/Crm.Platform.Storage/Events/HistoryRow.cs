namespace Crm.Platform.Storage.Events;

/// <summary>One thing that happened to a record: a field that changed, or the record as a whole.</summary>
public sealed class HistoryRow
{
    /// <summary>Grows with time; rows of one record are in the order of its versions.</summary>
    public long Id { get; init; }

    /// <summary>The group of changes it belongs to, or <see langword="null"/>.</summary>
    public Guid? ChangeSet { get; init; }

    public required string Entity { get; init; }
    public required Guid RecordId { get; init; }

    /// <summary>The record's version after the change.</summary>
    public required long Version { get; init; }

    public required RecordEventKind Kind { get; init; }

    /// <summary>The field that changed; <see langword="null"/> for the record as a whole.</summary>
    public string? Field { get; init; }

    /// <summary>JSON as on the wire; <see langword="null"/> is unset.</summary>
    public string? OldValue { get; init; }

    /// <inheritdoc cref="OldValue"/>
    public string? NewValue { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime At { get; init; }

    public Guid? ActorId { get; init; }

    /// <summary>What the actor was called then.</summary>
    public string? ActorName { get; init; }

    public required string Source { get; init; }
    public string? SourceId { get; init; }
}
