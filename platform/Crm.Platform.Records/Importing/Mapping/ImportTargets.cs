using Crm.Platform.Abstractions;

namespace Crm.Platform.Records.Importing.Mapping;

/// <summary>What columns of a file can go into.</summary>
public static class ImportTargets
{
    /// <summary>The fields people may set in the order of the entity, each followed by its parts if it has any, and the owner last.</summary>
    public static IEnumerable<FieldDefinition> Of(EntityDefinition entity, IFieldKindRegistry kinds) =>
        entity.Fields.Where(f => f is { ReadOnly: false, IsComputed: false })
            .SelectMany(f => kinds.Get(f).Traits.HasFlag(FieldTraits.Opaque) ? [f] : f.Parts.Prepend(f))
            .Append(entity.Field(SystemFields.OwnerId)!);
}
