using Crm.Platform.Records.Writing.Evaluation;

namespace Crm.Platform.Records.Writing.Steps;

/// <summary>Computes formulas from the values that will be saved, before the rules that may read them. A new record's roll-ups are over nothing.</summary>
internal sealed class FormulaValues(EntityExpressionsSource expressions) : IWriteStep
{
    public WriteStage Stage => WriteStage.Check;

    public ValueTask RunAsync(RecordWrite write, CancellationToken cancellationToken)
    {
        var computed = expressions.Of(write.Session.Model, write.Entity).Computed;
        if (computed.IsEmpty)
            return ValueTask.CompletedTask;
        var evaluation = write.Session.Evaluation(write.Caller);
        foreach (var code in computed)
            if (code.Field.Rollup is null)
                write.Record[code.Field.Field.Name] = code.Value(write.Record, evaluation);
            else if (write.Kind == WriteKind.Create)
                write.Record[code.Field.Field.Name] = code.Nothing;
        return ValueTask.CompletedTask;
    }
}
