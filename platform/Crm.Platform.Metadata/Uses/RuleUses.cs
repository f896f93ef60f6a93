using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Definitions;
using Crm.Platform.Metadata.Snapshots;

namespace Crm.Platform.Metadata.Uses;

/// <summary>What rules use: their entity, the fields their condition asks, and the one their message stands at.</summary>
internal sealed class RuleUses(IFieldKindRegistry kinds) : IUseSource
{
    public IEnumerable<DefinitionUse> Uses(MetadataSnapshot snapshot) => snapshot.Rules.SelectMany(rule => Of(rule, snapshot));

    private IEnumerable<DefinitionUse> Of(RuleDefinition rule, MetadataSnapshot snapshot)
    {
        var entity = snapshot.Entity(rule.Entity);
        var finder = new UseFinder(DefinitionKinds.Rule, rule.Name, snapshot, kinds)
            .Entity("entity", rule.Entity, $"The rule {rule.Name} is about its records.")
            .Condition("when", entity, rule.When, $"The rule {rule.Name} asks for it.");
        return (rule.Field is null ? finder : finder.Field("field", entity, rule.Field, $"The rule {rule.Name} puts its message there.")).Uses;
    }
}
