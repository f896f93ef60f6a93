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
        var names = entities.ToDictionary(e => e.Name, StringComparer.Ordinal);
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

    private static EntityDefinition WithoutLostLookups(EntityDefinition entity, Dictionary<string, EntityDefinition> entities, ModelLog log)
    {
        if (!entity.Fields.Any(f => f.IsLookup))
            return entity;
        var lost = entity.Fields.Where(f => f.Lookup is not null && !entities.ContainsKey(f.Lookup)).ToList();
        foreach (var field in lost)
            Report(entity, field, field.Lookup!, "", entities, log);
        return SeveralTargets.Present(entity.Without(lost.Select(f => f.Name).ToHashSet(StringComparer.Ordinal)), entities, (field, index) => Report(entity, field, field.Targets[index], $"[{index}]", entities, log));
    }

    private static void Report(EntityDefinition entity, FieldDefinition field, string target, string at, Dictionary<string, EntityDefinition> entities, ModelLog log) =>
        log.Add(DefinitionKinds.Entity, entity.Name, $"properties.{field.Name}.x-crm.lookup{at}", "reference", $"There is no entity '{target}' for the lookup to point at.", Suggestion.For(target, entities.Keys));
}
