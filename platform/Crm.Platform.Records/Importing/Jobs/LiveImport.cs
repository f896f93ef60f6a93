namespace Crm.Platform.Records.Importing.Jobs;

/// <summary>An import that waits or runs in this process.</summary>
internal sealed class LiveImport(ImportJob job, CancellationToken stopping) : IDisposable
{
    private readonly CancellationTokenSource _cancel = CancellationTokenSource.CreateLinkedTokenSource(stopping);
    private volatile ImportJob _job = job;

    /// <summary>As of now; set by the one task that runs it.</summary>
    public ImportJob Job
    {
        get => _job;
        set => _job = value;
    }

    public CancellationToken Cancelled => _cancel.Token;

    public Task Task { get; set; } = Task.CompletedTask;

    public void Cancel() => _cancel.Cancel();

    public void Dispose() => _cancel.Dispose();
}
