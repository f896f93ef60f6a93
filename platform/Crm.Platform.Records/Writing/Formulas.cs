using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Snapshots;

namespace Crm.Platform.Records.Writing;

internal sealed class Formulas : IFormulas
{
    public void Compute(MetadataSnapshot snapshot, EntityDefinition entity, Record record, Caller caller) { }
}
