using Crm.Platform.Abstractions;
using Crm.Platform.Storage.Events;

namespace Crm.Platform.Records.History;

/// <summary>One thing that happened to a record.</summary>
/// <param name="Field">The field that changed; <see langword="null"/> for the record as a whole.</param>
/// <param name="Old">JSON as on the wire; <see langword="null"/> is unset.</param>
/// <param name="New">As <paramref name="Old"/>.</param>
/// <param name="At">UTC.</param>
public sealed record HistoryEntry(long Id, RecordEventKind Kind, FieldDefinition? Field, string? Old, string? New, DateTime At)
{
    /// <summary>The record's version after it.</summary>
    public long Version { get; init; }

    public Guid? ActorId { get; init; }

    /// <summary>What the actor was called then; <see langword="null"/> for the platform.</summary>
    public string? ActorName { get; init; }

    /// <summary>By what: screen, api, import, …</summary>
    public required ChangeSource Source { get; init; }

    /// <summary>The group it can be undone with, or <see langword="null"/>.</summary>
    public Guid? ChangeSet { get; init; }
}
