using Crm.Platform.Metadata.Snapshots;

namespace Crm.Platform.Api.Tests.Hosting;

internal sealed class FixedMetadata : IMetadata
{
    public MetadataSnapshot Current { get; set; } = Model.Snapshot();

    public event Action<MetadataSnapshot> Changed { add { } remove { } }
}
