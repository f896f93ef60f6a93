using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Snapshots;
using Crm.Platform.Records.Importing.Mapping;

namespace Crm.Platform.Screens.Importing;

/// <summary>What columns can go into.</summary>
internal static class ImportFields
{
    /// <summary>By what a lookup's target can be found.</summary>
    public static IEnumerable<FieldDefinition> KeysOf(MetadataSnapshot snapshot, FieldDefinition lookup, IFieldKindRegistry kinds) =>
        lookup.Lookup is { } name && snapshot.Entity(name) is { } target ? KeyFields.Of(target, kinds) : [];
}
