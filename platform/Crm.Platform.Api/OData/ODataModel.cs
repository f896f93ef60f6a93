using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Snapshots;
using Microsoft.OData.Edm;

namespace Crm.Platform.Api.OData;

/// <summary>What the data API derives from one snapshot: the EDM model, made when first needed, and the plans of queries seen.</summary>
internal sealed class ODataModel(MetadataSnapshot snapshot, IFieldKindRegistry kinds)
{
    private readonly Lazy<IEdmModel> _edm = new(() => EdmModelFactory.Build(snapshot, kinds));

    public MetadataSnapshot Snapshot { get; } = snapshot;

    public IEdmModel Edm => _edm.Value;

    public PlanCache Plans { get; } = new();
}
