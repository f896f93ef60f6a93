namespace Crm.Platform.Records.Writing.Steps;

/// <summary>A new record must have what is required.</summary>
internal sealed class RequiredValues : IWriteStep
{
    public WriteStage Stage => WriteStage.Input;

    public ValueTask RunAsync(RecordWrite write, CancellationToken cancellationToken)
    {
        if (write.Kind == WriteKind.Create)
            InputCheck.Require(write.Rules, write.Record, write.Problems);
        return ValueTask.CompletedTask;
    }
}
