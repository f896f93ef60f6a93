using Crm.Platform.Abstractions;
using Crm.Platform.Records.Writing.Evaluation;

namespace Crm.Platform.Records.Writing.Steps;

/// <summary>Refuses records that the entity's rules forbid. Every rule is asked, so the sender learns of all at once.</summary>
internal sealed class Rules(EntityExpressionsSource expressions) : IWriteStep
{
    public WriteStage Stage => WriteStage.Check;

    public ValueTask RunAsync(RecordWrite write, CancellationToken cancellationToken)
    {
        if (!write.IsNeeded)
            return ValueTask.CompletedTask;
        foreach (var (rule, when) in expressions.Of(write.Session.Model, write.Entity).Rules)
            if (when.Holds(write.Record, write.Session.Evaluation(write.Caller)))
                write.Problems.Add(new Problem(rule.Field ?? "", rule.Code, rule.Message));
        return ValueTask.CompletedTask;
    }
}
