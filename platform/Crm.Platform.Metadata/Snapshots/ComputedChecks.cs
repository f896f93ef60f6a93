using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Definitions;
using Crm.Platform.Metadata.Snapshots.Computed;

namespace Crm.Platform.Metadata.Snapshots;

/// <summary>Formulas and roll-ups that can be computed. A field that cannot be is left out, and then so are those that use it.</summary>
internal static class ComputedChecks
{
    public static List<EntityDefinition> Run(List<EntityDefinition> entities, IFieldKindRegistry kinds, ModelLog log)
    {
        var present = entities;
        while (true)
        {
            var broken = Broken(present, kinds, log).ToLookup(f => f.Entity, f => f.Field, StringComparer.Ordinal);
            if (broken.Count == 0)
                return present;
            present = [.. present.Select(entity => entity.Without(broken[entity.Name].ToHashSet(StringComparer.Ordinal)))];
        }
    }

    private static List<(string Entity, string Field)> Broken(List<EntityDefinition> entities, IFieldKindRegistry kinds, ModelLog log)
    {
        var broken = new List<(string, string)>();
        var fields = new List<ComputedField>();
        var rule = new ExpressionRule(entities.ToDictionary(e => e.Name, StringComparer.Ordinal).GetValueOrDefault, kinds);
        foreach (var (entity, field, read) in ComputedReading.All(entities, rule, kinds))
        {
            foreach (var problem in read.Failure is Invalid invalid ? invalid.Problems : [])
                log.Add(DefinitionKinds.Entity, entity.Name, problem);
            if (read.IsSuccess)
                fields.Add(read.Value);
            else
                broken.Add((entity.Name, field.Name));
        }

        foreach (var circle in ComputedOrder.Circles(fields))
            foreach (var field in circle)
            {
                var part = field.Rollup is null ? "formula" : "rollup";
                var start = circle.IndexOf(field);
                log.Add(DefinitionKinds.Entity, field.Entity.Name, $"properties.{field.Field.Name}.x-crm.{part}", "cycle",
                    $"'{field.Field.Name}' depends on itself: {ComputedOrder.Text([.. circle[start..], .. circle[..start]])}.");
                broken.Add((field.Entity.Name, field.Field.Name));
            }
        return broken;
    }
}
