using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Snapshots;
using Crm.Platform.Records.Importing.Mapping;

namespace Crm.Platform.Screens.Importing;

/// <summary>What columns can go into.</summary>
internal static class ImportFields
{
    /// <summary>The fields people may set, in the order of the entity, and the owner.</summary>
    public static IEnumerable<FieldDefinition> Of(EntityDefinition entity) =>
        entity.Fields.Where(f => f is { ReadOnly: false, Formula: null }).Append(entity.Field(SystemFields.OwnerId)!);

    /// <summary>By what a lookup's target can be found.</summary>
    public static IEnumerable<FieldDefinition> KeysOf(MetadataSnapshot snapshot, FieldDefinition lookup, IFieldKindRegistry kinds) =>
        lookup.Lookup is { } name && snapshot.Entity(name) is { } target ? KeyFields.Of(target, kinds) : [];
}
