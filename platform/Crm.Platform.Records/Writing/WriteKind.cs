namespace Crm.Platform.Records.Writing;

/// <summary>What a write does to its record.</summary>
internal enum WriteKind
{
    Create,
    Update,

    /// <summary>To the trash.</summary>
    Delete,

    /// <summary>Back from the trash.</summary>
    Restore,
}
