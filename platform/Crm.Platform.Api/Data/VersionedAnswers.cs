using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Snapshots;
using Crm.Platform.Metadata.Snapshots.Computed;

namespace Crm.Platform.Api.Data;

/// <summary>Knows of which entities a record's version tells all: of others, values change without a change of the record.</summary>
internal sealed class VersionedAnswers(IMetadata metadata, IFieldKindRegistry kinds)
{
    private readonly ConditionalWeakTable<MetadataSnapshot, FrozenSet<string>> _unversioned = [];

    /// <summary>Whether the same version of a record is the same answer.</summary>
    public bool Include(EntityDefinition entity) => !_unversioned.GetValue(metadata.Current, Unversioned).Contains(entity.Name);

    private FrozenSet<string> Unversioned(MetadataSnapshot snapshot) => snapshot.Entities.Where(e => e.Fields.Any(f => f.IsVirtual)).Select(e => e.Name)
        .Concat(ComputedFields.Of(snapshot, kinds).InOrder.Where(f => f.LooksAtOthers).Select(f => f.Entity.Name)).ToFrozenSet(StringComparer.Ordinal);
}
