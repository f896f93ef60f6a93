using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Definitions;

namespace Crm.Platform.Metadata.Snapshots;

/// <summary>Formulas that can be computed. A field whose formula cannot is left out, and then so are those that use it.</summary>
internal static class FormulaChecks
{
    public static List<EntityDefinition> Run(List<EntityDefinition> entities, IFieldKindRegistry kinds, ModelLog log)
    {
        var present = entities;
        while (true)
        {
            var rule = new ExpressionRule(present.ToDictionary(e => e.Name, StringComparer.Ordinal), kinds);
            var next = present.Select(entity => entity.Without(Broken(entity, rule, log))).ToList();
            if (next.SequenceEqual(present, ReferenceEqualityComparer.Instance))
                return next;
            present = next;
        }
    }

    private static HashSet<string> Broken(EntityDefinition entity, ExpressionRule rule, ModelLog log)
    {
        var uses = new Dictionary<string, IReadOnlyCollection<string>>(StringComparer.Ordinal);
        var broken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var field in entity.Fields.Where(f => f.Formula is not null))
        {
            var formula = rule.Formula(field, entity);
            foreach (var problem in ExpressionRule.Problems(formula.Failure, PathOf(field.Name)))
                log.Add(DefinitionKinds.Entity, entity.Name, problem);
            if (formula.IsSuccess)
                uses[field.Name] = formula.Value.Paths;
            else
                broken.Add(field.Name);
        }

        foreach (var field in uses.Keys.Where(name => Reaches(name, name, uses, [])))
        {
            log.Add(DefinitionKinds.Entity, entity.Name, PathOf(field), "cycle", $"The formula of '{field}' depends on itself.");
            broken.Add(field);
        }

        return broken;
    }

    private static bool Reaches(string from, string goal, Dictionary<string, IReadOnlyCollection<string>> uses, HashSet<string> seen) =>
        uses.TryGetValue(from, out var next) && next.Any(name => name == goal || (seen.Add(name) && Reaches(name, goal, uses, seen)));

    private static string PathOf(string field) => $"properties.{field}.x-crm.formula";
}
