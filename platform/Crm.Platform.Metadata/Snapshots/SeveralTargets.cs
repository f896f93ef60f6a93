using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Crm.Platform.Abstractions;

namespace Crm.Platform.Metadata.Snapshots;

/// <summary>Lookups of several entities beside the entities that are there.</summary>
internal static class SeveralTargets
{
    // The same text makes the same entity in version after version, which comparing hundreds of them lives by.
    private static readonly ConditionalWeakTable<EntityDefinition, EntityDefinition> Last = [];

    /// <summary>The entity whose lookups name only targets that are there, by the titles people know them by; the same one where nothing differs.</summary>
    /// <param name="missing">Told of each target that is not there, by its place.</param>
    public static EntityDefinition Present(EntityDefinition entity, IReadOnlyDictionary<string, EntityDefinition> entities, Action<FieldDefinition, int> missing)
    {
        var lost = new HashSet<string>(StringComparer.Ordinal);
        var changed = new Dictionary<string, FieldDefinition>(StringComparer.Ordinal);
        foreach (var lookup in entity.Fields.Where(f => f.TypeField is not null && f.Targets[0] != FieldDefinition.AnyEntity))
        {
            foreach (var (index, _) in lookup.Targets.Index().Where(t => !entities.ContainsKey(t.Item)))
                missing(lookup, index);
            ImmutableArray<string> present = [.. lookup.Targets.Where(entities.ContainsKey)];
            if (present.IsEmpty)
                lost.UnionWith([lookup.Name, lookup.TypeField!]);
            if (present.Length < lookup.Targets.Length)
                changed[lookup.Name] = lookup with { Targets = present };
            var type = entity.Field(lookup.TypeField!)!;
            ImmutableArray<Choice> choices = [.. present.Select(name => new Choice(name, entities[name].Title))];
            if (!type.Choices.SequenceEqual(choices))
                changed[type.Name] = type with { Choices = choices };
        }

        if (changed.Count + lost.Count == 0)
            return entity;
        if (lost.Count == 0 && Last.TryGetValue(entity, out var last) && changed.Values.All(f => IsSame(f, last.Field(f.Name)!)))
            return last;
        var whole = (entity with { Fields = [.. entity.Fields.Select(f => changed.GetValueOrDefault(f.Name, f))] }).Without(lost);
        Last.AddOrUpdate(entity, whole);
        return whole;
    }

    private static bool IsSame(FieldDefinition one, FieldDefinition other) => one.Targets.SequenceEqual(other.Targets) && one.Choices.SequenceEqual(other.Choices);
}
