using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Definitions;

namespace Crm.Platform.Metadata.Snapshots;

/// <summary>The expressions that decide about fields. One that cannot be answered is left out: the field's other settings hold.</summary>
internal sealed class ConditionChecks(EntityDefinition entity, ExpressionRule rule, ModelLog log)
{
    public static List<EntityDefinition> Run(List<EntityDefinition> entities, IFieldKindRegistry kinds, ModelLog log)
    {
        var rule = new ExpressionRule(entities.ToDictionary(e => e.Name, StringComparer.Ordinal).GetValueOrDefault, kinds);
        return [.. entities.Select(entity => new ConditionChecks(entity, rule, log).Checked())];
    }

    private EntityDefinition Checked()
    {
        var changed = entity.Fields.Select(Checked).ToList();
        return changed.SequenceEqual(entity.Fields, ReferenceEqualityComparer.Instance) ? entity : entity with { Fields = [.. changed] };
    }

    private FieldDefinition Checked(FieldDefinition field)
    {
        if (field is { RequiredWhen: null, ReadOnlyWhen: null, VisibleWhen: null, OptionsWhen: null, DefaultFormula: null } && !field.Choices.Any(c => c.When is not null))
            return field;
        return field with
        {
            RequiredWhen = Condition(field, "required", field.RequiredWhen),
            ReadOnlyWhen = Condition(field, "readOnly", field.ReadOnlyWhen),
            VisibleWhen = Condition(field, "visible", field.VisibleWhen),
            OptionsWhen = Options(field),
            DefaultFormula = Default(field),
            Choices = [.. field.Choices.Select(c => c with { When = Condition(field, $"options.{c.Value}", c.When) })],
        };
    }

    private string? Condition(FieldDefinition field, string part, string? text) =>
        text is null || Answered(field, part, rule.Condition(text, entity).Failure) ? text : null;

    /// <summary>Screens ask the database for the options, so it must be able to compute the condition.</summary>
    private string? Options(FieldDefinition field)
    {
        if (field.OptionsWhen is not { } text)
            return null;
        var condition = rule.Condition(text, entity);
        return Answered(field, "options", condition.IsSuccess ? QueryRule.Fault(condition.Value) : condition.Failure) ? text : null;
    }

    private string? Default(FieldDefinition field) =>
        field.DefaultFormula is not { } text || Answered(field, "default", rule.Value(text, field, entity).Failure) ? field.DefaultFormula : null;

    private bool Answered(FieldDefinition field, string part, Failure? failure)
    {
        foreach (var problem in ExpressionRule.Problems(failure, $"properties.{field.Name}.x-crm.{part}"))
            log.Add(DefinitionKinds.Entity, entity.Name, problem);
        return failure is null;
    }
}
