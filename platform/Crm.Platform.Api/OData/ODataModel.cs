using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Snapshots;
using Microsoft.OData.Edm;

namespace Crm.Platform.Api.OData;

/// <summary>What the data API derives from one snapshot: the EDM model, made when first needed, and the plans of queries seen.</summary>
/// <param name="snapshot">As the caller may know it.</param>
/// <param name="whole">As it is, for the names of what lookups point at.</param>
internal sealed class ODataModel(MetadataSnapshot snapshot, MetadataSnapshot whole, IFieldKindRegistry kinds)
{
    private readonly Lazy<IEdmModel> _edm = new(() => EdmModelFactory.Build(snapshot, whole, kinds));

    public MetadataSnapshot Snapshot { get; } = snapshot;

    public IEdmModel Edm => _edm.Value;

    public PlanCache Plans { get; } = new();
}
