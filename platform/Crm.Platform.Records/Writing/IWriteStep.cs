namespace Crm.Platform.Records.Writing;

/// <summary>One step of a create or update before it is saved. Stateless; steps of one stage run in the order they are registered.</summary>
internal interface IWriteStep
{
    WriteStage Stage { get; }

    /// <summary>Works on <see cref="RecordWrite.Record"/>; what is wrong goes to <see cref="RecordWrite.Problems"/>.</summary>
    ValueTask RunAsync(RecordWrite write, CancellationToken cancellationToken);
}
