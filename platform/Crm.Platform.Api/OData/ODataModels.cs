using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Snapshots;

namespace Crm.Platform.Api.OData;

/// <summary>The model of the snapshot in force. Older ones go with the last request that holds them.</summary>
internal sealed class ODataModels(IMetadata metadata, IFieldKindRegistry kinds)
{
    private volatile ODataModel? _last;

    public ODataModel Current
    {
        get
        {
            var snapshot = metadata.Current;
            var last = _last;
            // Two requests may both build it after a publish; one of the two equal models wins.
            return last?.Snapshot == snapshot ? last : _last = new ODataModel(snapshot, kinds);
        }
    }
}
