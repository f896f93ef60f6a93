using System.Collections.Immutable;
using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Definitions;
using Crm.Platform.Metadata.Definitions.Reading;
using Crm.Platform.Metadata.Snapshots;

namespace Crm.Platform.Metadata.Relations;

/// <summary>Relations that lead somewhere, by lookups that exist; one that does not is left out. Also gives the other side its way back.</summary>
internal sealed class RelationResolution(IReadOnlyList<EntityDefinition> entities, ModelLog log)
{
    private readonly Dictionary<string, EntityDefinition> _entities = entities.ToDictionary(e => e.Name, StringComparer.Ordinal);
    private readonly Dictionary<string, List<RelationDefinition>> _ways = new(StringComparer.Ordinal);

    public static List<EntityDefinition> Run(IReadOnlyList<EntityDefinition> entities, ModelLog log) =>
        entities.All(e => e.Relations.IsEmpty) ? [.. entities] : new RelationResolution([.. entities.Where(IsWhole)], log).Run();

    /// <summary>Of a link, whether both of its ends are there.</summary>
    private static bool IsWhole(EntityDefinition entity) => entity.Link is not { } link || (entity.Field(link.Near) is not null && entity.Field(link.Far) is not null);

    private List<EntityDefinition> Run()
    {
        foreach (var entity in entities.Where(e => !e.Relations.IsEmpty))
            _ways[entity.Name] = [.. entity.Relations.Select(r => Resolve(entity, r)).OfType<RelationDefinition>()];
        foreach (var (entity, relation) in entities.SelectMany(e => _ways.GetValueOrDefault(e.Name, []).Where(r => r.Inverse is not null).Select(r => (e, r))).ToList())
            AddInverse(entity, relation);
        return [.. entities.Select(e => _ways.TryGetValue(e.Name, out var ways) ? e with { Relations = [.. ways] } : e)];
    }

    private RelationDefinition? Resolve(EntityDefinition entity, RelationDefinition relation)
    {
        if (!_entities.TryGetValue(relation.Target, out var target))
            return Wrong(entity, relation, RelationReader.WordOf(relation.Kind), "reference", $"There is no entity '{relation.Target}'.", Suggestion.For(relation.Target, _entities.Keys));
        if (target.Link is { } link)
            return Wrong(entity, relation, RelationReader.WordOf(relation.Kind), "misplaced", $"'{relation.Target}' only ties '{link.Entity}' to another entity by '{link.Relation}'.");
        return relation.Kind == RelationKind.Many ? Linked(entity, relation) : Pointing(entity, relation, target);
    }

    private RelationDefinition? Pointing(EntityDefinition entity, RelationDefinition relation, EntityDefinition target)
    {
        if (target.Fields.FirstOrDefault(f => f.Name == relation.Via) is not { } via || !(relation.Kind == RelationKind.Children ? via.PointsAt(entity.Name) : via.Lookup == entity.Name))
            return Wrong(entity, relation, "via", "reference", $"'{target.Name}' has no lookup '{relation.Via}' that points at '{entity.Name}'.", Suggestion.For(relation.Via, Lookups(target, entity.Name)));
        if (relation.Kind == RelationKind.Owned && !via.IsBinding)
            return Wrong(entity, relation, "via", "misplaced", $"What lives inside another record must always point at it and go with it: '{via.Name}' of '{target.Name}' must be required and say \"onDelete\": \"cascade\".");
        if (relation.Kind == RelationKind.Owned && (target.System || entity.System))
            return Wrong(entity, relation, "owned", "misplaced", "People and teams cannot own records this way, nor be owned.");
        if (relation.Kind == RelationKind.One && !target.Keys.Any(k => k is [var only] && only == via.Name))
            return Wrong(entity, relation, "via", "misplaced", $"More than one '{target.Name}' could point here: '{via.Name}' must be unique.", $"Say \"unique\": true of '{via.Name}', or use children.");
        if (relation.Sort is not null && (target.Field(relation.Sort) is not { } sort || !sort.MayBeIndexed))
            return Wrong(entity, relation, "sort", "reference", $"'{target.Name}' has no field '{relation.Sort}' to sort by.", Suggestion.For(relation.Sort, target.Fields.Select(f => f.Name)));
        return relation;
    }

    private RelationDefinition? Linked(EntityDefinition entity, RelationDefinition relation)
    {
        // A link that could not be made has said why.
        if (!_entities.TryGetValue(relation.Link!, out var link))
            return null;
        if (link.Link is { } made)
            return made.Entity == entity.Name && made.Relation == relation.Name
                ? relation with { Via = made.Near, Onward = made.Far }
                : Wrong(entity, relation, "link", "duplicate", $"'{link.Name}' is the link of '{made.Relation}' of '{made.Entity}' already.", "Give this one another \"link\".");
        var (near, far) = (Way(link, entity.Name, relation.Via, null), Way(link, relation.Target, relation.Onward, relation.Via));
        if (near is null || far is null || near == far)
            return Wrong(entity, relation, "link", "reference", $"'{link.Name}' is an entity of its own, but has no required lookups of '{entity.Name}' and '{relation.Target}' that cascade.", "Name them with \"via\" and \"to\", or give the link another name.");
        return relation with { Via = near, Onward = far };
    }

    /// <summary>The lookup of a defined link that leads to one of its ends: the one named, or the only one there is.</summary>
    private static string? Way(EntityDefinition link, string end, string? named, string? not)
    {
        var found = link.Fields.Where(f => f.Lookup == end && f.IsBinding && f.Name != not && (named is null or "" || f.Name == named)).ToList();
        return found.Count == 1 ? found[0].Name : null;
    }

    private void AddInverse(EntityDefinition entity, RelationDefinition relation)
    {
        var (name, target) = (relation.Inverse!, _entities[relation.Target]);
        if (!_ways.TryGetValue(target.Name, out var ways))
            _ways[target.Name] = ways = [];
        if (!NameRules.IsSnakeCase(name) || SystemFields.IsReserved(name))
            Wrong(entity, relation, "inverse", "name", $"'{name}' is not a usable name.");
        else if (RelationReader.Taken(target, name) is { } taken)
            Wrong(entity, relation, "inverse", "duplicate", taken, "Give the way back another name.");
        else if (ways.Exists(w => w.Name == name))
            Wrong(entity, relation, "inverse", "duplicate", $"'{target.Name}' has a relation '{name}' already.", "Give the way back another name.");
        else
            ways.Add(new RelationDefinition(name, RelationKind.Many, entity.Name) { Title = entity.PluralTitle, Via = relation.Onward!, Link = relation.Link, Onward = relation.Via, Inverse = relation.Name });
    }

    private static IEnumerable<string> Lookups(EntityDefinition entity, string target) => entity.Fields.Where(f => f.PointsAt(target)).Select(f => f.Name);

    private RelationDefinition? Wrong(EntityDefinition entity, RelationDefinition relation, string part, string code, string message, string? hint = null)
    {
        log.Add(DefinitionKinds.Entity, entity.Name, $"x-crm.relations.{relation.Name}.{part}", code, message, hint);
        return null;
    }
}
