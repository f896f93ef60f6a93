namespace Crm.Platform.Storage.Events;

/// <summary>What happened to a record. The numbers are stored.</summary>
public enum RecordEventKind
{
    Created = 1,
    Updated = 2,

    /// <summary>To the trash.</summary>
    Deleted = 3,

    /// <summary>Back from the trash.</summary>
    Restored = 4,
}
