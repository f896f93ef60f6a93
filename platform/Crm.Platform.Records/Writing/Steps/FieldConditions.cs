using Crm.Platform.Abstractions;
using Crm.Platform.Records.Writing.Evaluation;

namespace Crm.Platform.Records.Writing.Steps;

/// <summary>Holds records to the conditions of their entity's fields: required, read-only, visible and options.</summary>
/// <remarks>
/// A stored record that does not meet a condition may still be changed elsewhere: a condition is asked when its field or something it reads
/// changes. Read-only and visible refuse what held before and still does, so unlocking and changing can be one step, as they could be two.
/// </remarks>
internal sealed class FieldConditions(EntityExpressionsSource expressions) : IWriteStep
{
    public WriteStage Stage => WriteStage.Check;

    public ValueTask RunAsync(RecordWrite write, CancellationToken cancellationToken)
    {
        foreach (var condition in expressions.Of(write.Session.Model, write.Entity).Conditions)
            if (!write.Problems.Exists(p => p.Path == condition.Field.Name) && Problem(write, condition) is { } problem)
                write.Problems.Add(problem);
        return ValueTask.CompletedTask;
    }

    private static Problem? Problem(RecordWrite write, FieldCondition condition)
    {
        var field = condition.Field;
        var value = write.Record[field.Name];
        var isHidden = condition.Visible is { } visible && !Holds(write, visible, write.Record);
        if (write.Changed.Contains(field.Name))
        {
            if (isHidden && value is not null && (write.Before is null || !Holds(write, condition.Visible!, write.Before)))
                return new Problem(field.Name, "field.hidden", $"{field.Title} does not apply here.");
            if (condition.ReadOnly is { } readOnly && write.Before is not null && Holds(write, readOnly, write.Before) && Holds(write, readOnly, write.Record))
                return new Problem(field.Name, "field.locked", $"{field.Title} cannot be changed now.");
        }
        if (value is null)
            return !isHidden && condition.Required is { } required && write.MaySet(field.Name) && IsAsked(write, field, required) && Holds(write, required, write.Record)
                ? new Problem(field.Name, "field.required", $"{field.Title} is required.") : null;
        return condition.OptionOf(value) is { } option && IsAsked(write, field, option) && !Holds(write, option, write.Record)
            ? new Problem(field.Name, "field.option", $"{field.Title} does not offer this here.") : null;
    }

    private static bool Holds(RecordWrite write, CompiledExpression condition, Record record) => condition.Holds(record, write.Session.Evaluation(write.Caller));

    private static bool IsAsked(RecordWrite write, FieldDefinition field, CompiledExpression condition) =>
        write.Before is null || write.Changed.Contains(field.Name) || condition.Differs(write.Before, write.Record);
}
