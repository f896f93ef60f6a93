using System.Collections.Immutable;
using Crm.Platform.Abstractions;
using Crm.Platform.Expressions.Checking;
using Crm.Platform.Metadata.Definitions;
using Crm.Platform.Metadata.Snapshots;
using Crm.Platform.Records.Writing.Computed;

namespace Crm.Platform.Records.Writing.Evaluation;

/// <summary>Every expression that runs when a record of one entity is written, compiled once per snapshot.</summary>
internal sealed class EntityExpressions
{
    public EntityExpressions(EntityDefinition entity, MetadataSnapshot snapshot, ComputedModel computed, IFieldKindRegistry kinds)
    {
        Computed = [.. computed.Of(entity.Name)];
        Defaults = [.. DefaultExpression.Of(entity, snapshot, kinds)];
        Conditions = [.. entity.Fields.Select(f => FieldCondition.Of(f, entity, snapshot, kinds)).OfType<FieldCondition>()];
        Form = [.. FormRequirement.Of(entity, snapshot, kinds)];
        Rules = [.. snapshot.RulesOf(entity.Name).Select(rule => (rule, CompiledExpression.Condition(rule.When, entity, snapshot, kinds)))];
        DefaultWays = LookupWays.Of(Defaults.Select(d => d.Value.Typed));
        Ways = LookupWays.Of(
        [
            .. Computed.Select(c => c.Field.Formula).OfType<TypedExpression>(), .. Defaults.Select(d => d.Value.Typed),
            .. Conditions.SelectMany(c => c.All).Select(c => c.Typed), .. Form.SelectMany(f => f.All).Select(c => c.Typed), .. Rules.Select(r => r.When.Typed),
        ]);
    }

    /// <summary>In the order they follow from each other.</summary>
    public ImmutableArray<ComputedCode> Computed { get; }

    public ImmutableArray<DefaultExpression> Defaults { get; }

    public ImmutableArray<FieldCondition> Conditions { get; }

    public ImmutableArray<FormRequirement> Form { get; }

    public ImmutableArray<(RuleDefinition Rule, CompiledExpression When)> Rules { get; }

    /// <summary>What defaults need fetched before they run.</summary>
    public ImmutableArray<ImmutableArray<LookupStep>> DefaultWays { get; }

    /// <summary>What any of them needs fetched.</summary>
    public ImmutableArray<ImmutableArray<LookupStep>> Ways { get; }
}
