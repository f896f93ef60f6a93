namespace Crm.Platform.Metadata.Snapshots;

/// <summary>The snapshot in force on this node.</summary>
public interface IMetadata
{
    /// <summary>Read it once per operation and keep the reference: the next read may give the next version.</summary>
    MetadataSnapshot Current { get; }

    /// <summary>Raised after a newer snapshot is in force, on a thread of the pool.</summary>
    event Action<MetadataSnapshot> Changed;
}
