using Crm.Platform.Metadata.Definitions;

namespace Crm.Platform.Metadata.Snapshots;

/// <summary>Rules that can be answered; one that cannot is left out, because it would refuse nothing or everything.</summary>
internal static class RuleChecks
{
    public static List<RuleDefinition> Run(IEnumerable<RuleDefinition> rules, LayoutChecks checks) => [.. rules.Select(rule => Reduce(rule, checks)).OfType<RuleDefinition>()];

    private static RuleDefinition? Reduce(RuleDefinition rule, LayoutChecks checks)
    {
        if (checks.Entity(DefinitionKinds.Rule, rule.Name, "entity", rule.Entity) is not { } entity || !checks.Condition(DefinitionKinds.Rule, rule.Name, "when", entity, rule.When))
            return null;
        // Without its field the rule still holds, for the whole record.
        return rule.Field is null || checks.OwnField(DefinitionKinds.Rule, rule.Name, "field", entity, rule.Field) ? rule : rule with { Field = null };
    }
}
