namespace Crm.Platform.Records.Writing.Steps;

/// <summary>Computes stored formulas from the values that will be saved.</summary>
internal sealed class FormulaValues(Formulas formulas) : IWriteStep
{
    public WriteStage Stage => WriteStage.Compute;

    public ValueTask RunAsync(RecordWrite write, CancellationToken cancellationToken)
    {
        formulas.Compute(write.Session.Model, write.Entity, write.Record, write.Caller);
        return ValueTask.CompletedTask;
    }
}
