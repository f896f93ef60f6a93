namespace Crm.Platform.Records.Writing;

/// <summary>One change among many of one call.</summary>
/// <param name="Kind">Create is not among them: new records have a call of their own.</param>
public sealed record RecordChange(Guid Id, RecordChangeKind Kind)
{
    /// <summary>For <see cref="RecordChangeKind.Update"/>.</summary>
    public RecordInput? Input { get; init; }

    /// <summary>Refuse the change when the stored version differs; <see langword="null"/> takes the last word.</summary>
    public long? ExpectedVersion { get; init; }
}

public enum RecordChangeKind
{
    Update,

    /// <summary>To the trash.</summary>
    Delete,

    /// <summary>Back from the trash.</summary>
    Restore,
}
