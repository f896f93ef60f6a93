using Crm.Platform.Abstractions;
using Crm.Platform.Records.Writing.Evaluation;

namespace Crm.Platform.Records.Writing.Steps;

/// <summary>Holds what people fill in to what their form requires. Nobody can fill in what form, entity or roles do not show or let them change.</summary>
internal sealed class FormRequirements(EntityExpressionsSource expressions) : IWriteStep
{
    public WriteStage Stage => WriteStage.Check;

    public ValueTask RunAsync(RecordWrite write, CancellationToken cancellationToken)
    {
        if (!write.Input.ThroughForm)
            return ValueTask.CompletedTask;
        foreach (var requirement in expressions.Of(write.Session.Model, write.Entity).Form)
            if (write.Record[requirement.Field.Name] is null && write.MaySet(requirement.Field.Name) && IsMissing(requirement, write) && !write.Problems.Exists(p => p.Path == requirement.Field.Name))
                write.Problems.Add(new Problem(requirement.Field.Name, "form.required", $"{requirement.Field.Title} is required."));
        return ValueTask.CompletedTask;
    }

    private static bool IsMissing(FormRequirement requirement, RecordWrite write)
    {
        var evaluation = write.Session.Evaluation(write.Caller);
        bool Holds(CompiledExpression? condition, Record record) => condition?.Holds(record, evaluation) == true;
        var isLocked = write.Before is { } before && Holds(requirement.Locked, before) && Holds(requirement.Locked, write.Record);
        return Holds(requirement.Required, write.Record) && requirement.Visible.All(v => Holds(v, write.Record)) && !Holds(requirement.ReadOnly, write.Record) && !isLocked;
    }
}
