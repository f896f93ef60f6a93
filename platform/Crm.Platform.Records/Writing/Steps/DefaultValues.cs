namespace Crm.Platform.Records.Writing.Steps;

/// <summary>Gives a new record its owner and the defaults of fields the sender left out.</summary>
internal sealed class DefaultValues : IWriteStep
{
    public WriteStage Stage => WriteStage.Input;

    public ValueTask RunAsync(RecordWrite write, CancellationToken cancellationToken)
    {
        if (write.Kind != WriteKind.Create)
            return ValueTask.CompletedTask;
        write.Record.OwnerId = write.Caller.UserId;
        foreach (var (field, value) in write.Rules.Defaults)
            if (!write.Input.Values.ContainsKey(field))
                write.Record[field] = value;
        return ValueTask.CompletedTask;
    }
}
