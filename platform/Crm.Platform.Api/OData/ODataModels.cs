using System.Runtime.CompilerServices;
using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Snapshots;
using Crm.Platform.Records.Rights;

namespace Crm.Platform.Api.OData;

/// <summary>The model of the snapshot in force as a caller may know it. Callers with the same roles share one; it goes with the last request that holds it.</summary>
internal sealed class ODataModels(IRights rights, IMetadata metadata, IFieldKindRegistry kinds)
{
    private readonly ConditionalWeakTable<MetadataSnapshot, ODataModel> _models = [];

    public ODataModel Of(Caller caller)
    {
        var seen = rights.SeenBy(caller);
        return _models.TryGetValue(seen, out var known) ? known : _models.GetValue(seen, snapshot => new ODataModel(snapshot, metadata.Current, kinds));
    }
}
