using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Definitions;
using Crm.Platform.Metadata.Definitions.Reading;

namespace Crm.Platform.Metadata.Snapshots;

/// <summary>What entities must hold together: distinct sets, lookups that point somewhere.</summary>
internal static class EntityChecks
{
    /// <summary>The entities that work, each without the fields that do not.</summary>
    public static List<EntityDefinition> Run(IReadOnlyList<EntityDefinition> read, ModelLog log)
    {
        var entities = DistinctSets(read, log);
        var names = entities.Select(e => e.Name).ToHashSet(StringComparer.Ordinal);
        return [.. entities.Select(entity => WithoutLostLookups(entity, names, log))];
    }

    private static List<EntityDefinition> DistinctSets(IReadOnlyList<EntityDefinition> read, ModelLog log)
    {
        var bySet = new Dictionary<string, EntityDefinition>(StringComparer.Ordinal);
        foreach (var entity in read)
            if (!bySet.TryAdd(entity.Set, entity))
                log.Add(DefinitionKinds.Entity, entity.Name, "plural", "duplicate", $"The plural '{entity.Set}' is taken by '{bySet[entity.Set].Name}'.", "Give one of them another 'plural'.");
        return [.. bySet.Values];
    }

    private static EntityDefinition WithoutLostLookups(EntityDefinition entity, HashSet<string> names, ModelLog log)
    {
        var lost = entity.Fields.Where(f => f.Lookup is not null && !names.Contains(f.Lookup)).ToList();
        foreach (var field in lost)
            log.Add(DefinitionKinds.Entity, entity.Name, $"properties.{field.Name}.x-crm.lookup", "reference", $"There is no entity '{field.Lookup}' for the lookup to point at.", Suggestion.For(field.Lookup!, names));
        return entity.Without(lost.Select(f => f.Name).ToHashSet(StringComparer.Ordinal));
    }
}
