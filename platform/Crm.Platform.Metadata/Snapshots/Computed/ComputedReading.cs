using Crm.Platform.Abstractions;

namespace Crm.Platform.Metadata.Snapshots.Computed;

/// <summary>Reads the formulas and roll-ups of entities.</summary>
internal static class ComputedReading
{
    /// <summary>Each computed field with what it means, or with what is wrong with it.</summary>
    public static IEnumerable<(EntityDefinition Entity, FieldDefinition Field, Result<ComputedField> Read)> All(IEnumerable<EntityDefinition> entities, ExpressionRule rule, IFieldKindRegistry kinds) =>
        from entity in entities
        from field in entity.Fields
        where field.IsComputed
        select (entity, field, Read(entity, field, rule, kinds));

    private static Result<ComputedField> Read(EntityDefinition entity, FieldDefinition field, ExpressionRule rule, IFieldKindRegistry kinds)
    {
        if (field.Rollup is not null)
        {
            var rollup = new RollupRule(rule, kinds).Check(entity, field, field.Rollup);
            return rollup.IsSuccess ? new ComputedField(entity, field, rollup.Value) : rollup.Failure;
        }
        var formula = rule.Formula(field, entity);
        // Lists filter and sort by it, so the database must be able to compute what is not stored.
        var failure = formula.IsSuccess && field.IsVirtual ? QueryRule.FaultOfValue(formula.Value) : formula.Failure;
        if (failure is null)
            return new ComputedField(entity, field, formula.Value);
        return new Invalid(failure.Code, failure.Message, [.. ExpressionRule.Problems(failure, $"properties.{field.Name}.x-crm.formula")]);
    }
}
