using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Snapshots;

namespace Crm.Platform.Records.Writing;

/// <summary>Computes an entity's stored formulas.</summary>
internal interface IFormulas
{
    /// <summary>Sets every formula field of the record from its other fields.</summary>
    void Compute(MetadataSnapshot snapshot, EntityDefinition entity, Record record, Caller caller);
}
