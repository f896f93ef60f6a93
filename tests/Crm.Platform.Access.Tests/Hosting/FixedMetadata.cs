using Crm.Platform.Metadata.Snapshots;

namespace Crm.Platform.Access.Tests.Hosting;

/// <summary>Definitions that are what the test says.</summary>
internal sealed class FixedMetadata : IMetadata
{
    public MetadataSnapshot Current { get; set; } = MetadataSnapshot.Empty;

    public event Action<MetadataSnapshot> Changed { add { } remove { } }
}
