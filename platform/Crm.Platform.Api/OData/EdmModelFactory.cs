using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Snapshots;
using Microsoft.OData.Edm;

namespace Crm.Platform.Api.OData;

/// <summary>Describes a snapshot in OData's terms: one entity type and one set per entity, one navigation property per lookup and relation.</summary>
internal static class EdmModelFactory
{
    public const string Namespace = "crm";

    /// <param name="whole">The snapshot with what the caller may not know: a lookup that leads there leads to a type of ids, so expanding it is no mistake and gives nothing.</param>
    public static EdmModel Build(MetadataSnapshot snapshot, MetadataSnapshot whole, IFieldKindRegistry kinds)
    {
        var model = new EdmModel();
        var container = new EdmEntityContainer(Namespace, "data");
        var values = new EdmTypes(model, snapshot, kinds);
        var record = snapshot.Entities.Any(e => e.Fields.Any(f => f.TypeField is not null)) ? AddRecord(model, snapshot, values) : null;
        var types = snapshot.Entities.ToDictionary(e => e.Name, e => AddType(model, e, values, record), StringComparer.Ordinal);
        var sets = snapshot.Entities.ToDictionary(e => e.Name, e => container.AddEntitySet(e.Set, types[e.Name]), StringComparer.Ordinal);
        foreach (var entity in snapshot.Entities)
        {
            foreach (var field in entity.Fields.Where(f => f.TypeField is not null))
                AddNavigation(types[entity.Name], field.NavigationName, record!);
            foreach (var field in entity.Fields.AddRange(SystemFields.All).Where(f => f.Lookup is not null && whole.Entity(f.Lookup) is not null && types[entity.Name].FindProperty(f.NavigationName) is null))
            {
                if (!types.TryGetValue(field.Lookup!, out var target))
                    types[field.Lookup!] = target = AddClosedType(model, field.Lookup!);
                var navigation = AddNavigation(types[entity.Name], field.NavigationName, target);
                if (sets.TryGetValue(field.Lookup!, out var set))
                    sets[entity.Name].AddNavigationTarget(navigation, set);
            }
        }
        foreach (var entity in snapshot.Entities)
            foreach (var relation in entity.Relations.Where(r => types[entity.Name].FindProperty(r.Name) is null))
            {
                var navigation = AddNavigation(types[entity.Name], relation.Name, types[relation.Target], isMany: !relation.IsSingle);
                sets[entity.Name].AddNavigationTarget(navigation, sets[relation.Target]);
            }
        model.AddElement(container);
        return model;
    }

    /// <summary>What all records are: the type of what a lookup of several entities leads to. A cast says which of them: <c>regarding/crm.account/name</c>.</summary>
    private static EdmEntityType AddRecord(EdmModel model, MetadataSnapshot snapshot, EdmTypes types)
    {
        var name = "record";
        while (snapshot.Entity(name) is not null)
            name += "_";
        var type = model.AddEntityType(Namespace, name, null, isAbstract: true, isOpen: false);
        AddSystemFields(type, types);
        return type;
    }

    private static EdmEntityType AddClosedType(EdmModel model, string entity)
    {
        var type = model.AddEntityType(Namespace, entity);
        type.AddKeys(type.AddStructuralProperty(SystemFields.Id, EdmPrimitiveTypeKind.Guid, isNullable: false));
        return type;
    }

    private static EdmEntityType AddType(EdmModel model, EntityDefinition entity, EdmTypes types, EdmEntityType? record)
    {
        var type = model.AddEntityType(Namespace, entity.Name, record);
        foreach (var field in entity.Fields)
            type.AddStructuralProperty(field.Name, types.Of(field, isNullable: true));
        if (record is null)
            AddSystemFields(type, types);
        return type;
    }

    private static void AddSystemFields(EdmEntityType type, EdmTypes types)
    {
        type.AddKeys(type.AddStructuralProperty(SystemFields.Id, EdmPrimitiveTypeKind.Guid, isNullable: false));
        foreach (var field in SystemFields.All.Where(f => f.Name != SystemFields.Id))
            type.AddStructuralProperty(field.Name, types.Of(field, isNullable: field.Lookup is not null));
    }

    private static EdmNavigationProperty AddNavigation(EdmEntityType type, string name, EdmEntityType target, bool isMany = false) =>
        type.AddUnidirectionalNavigation(new EdmNavigationPropertyInfo { Name = name, Target = target, TargetMultiplicity = isMany ? EdmMultiplicity.Many : EdmMultiplicity.ZeroOrOne });
}
