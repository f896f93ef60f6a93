using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Snapshots;
using Microsoft.OData.Edm;

namespace Crm.Platform.Api.OData;

/// <summary>Describes a snapshot in OData's terms: one entity type and one set per entity, one navigation property per lookup.</summary>
internal static class EdmModelFactory
{
    public const string Namespace = "crm";

    public static EdmModel Build(MetadataSnapshot snapshot, IFieldKindRegistry kinds)
    {
        var model = new EdmModel();
        var container = new EdmEntityContainer(Namespace, "data");
        var values = new EdmTypes(model, snapshot, kinds);
        var types = snapshot.Entities.ToDictionary(e => e.Name, e => AddType(model, e, values), StringComparer.Ordinal);
        var sets = snapshot.Entities.ToDictionary(e => e.Name, e => container.AddEntitySet(e.Set, types[e.Name]), StringComparer.Ordinal);
        foreach (var entity in snapshot.Entities)
            foreach (var field in entity.Fields.AddRange(SystemFields.All))
                if (field.Lookup is not null && types.TryGetValue(field.Lookup, out var target) && types[entity.Name].FindProperty(field.NavigationName) is null)
                    sets[entity.Name].AddNavigationTarget(AddNavigation(types[entity.Name], field, target), sets[field.Lookup]);
        model.AddElement(container);
        return model;
    }

    private static EdmEntityType AddType(EdmModel model, EntityDefinition entity, EdmTypes types)
    {
        var type = model.AddEntityType(Namespace, entity.Name);
        type.AddKeys(type.AddStructuralProperty(SystemFields.Id, EdmPrimitiveTypeKind.Guid, isNullable: false));
        foreach (var field in entity.Fields)
            type.AddStructuralProperty(field.Name, types.Of(field, isNullable: true));
        foreach (var field in SystemFields.All.Where(f => f.Name != SystemFields.Id))
            type.AddStructuralProperty(field.Name, types.Of(field, isNullable: field.Lookup is not null));
        return type;
    }

    private static EdmNavigationProperty AddNavigation(EdmEntityType type, FieldDefinition field, EdmEntityType target) =>
        type.AddUnidirectionalNavigation(new EdmNavigationPropertyInfo { Name = field.NavigationName, Target = target, TargetMultiplicity = EdmMultiplicity.ZeroOrOne });
}
