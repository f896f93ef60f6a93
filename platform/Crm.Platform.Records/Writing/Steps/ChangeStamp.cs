namespace Crm.Platform.Records.Writing.Steps;

/// <summary>Notes who saves the record and when, and counts the save.</summary>
internal sealed class ChangeStamp : IWriteStep
{
    public WriteStage Stage => WriteStage.Compute;

    public ValueTask RunAsync(RecordWrite write, CancellationToken cancellationToken)
    {
        var record = write.Record;
        record.ModifiedAt = write.Input.CreatedAt ?? write.Session.Now;
        record.ModifiedById = write.Caller.UserId;
        record.Version++;
        if (write.Kind == WriteKind.Create)
            (record.CreatedAt, record.CreatedById) = (record.ModifiedAt, write.Caller.UserId);
        return ValueTask.CompletedTask;
    }
}
