using System.Collections.Concurrent;
using Crm.Platform.Abstractions;
using Crm.Platform.Records.Importing.Mapping;
using Microsoft.Extensions.Options;

namespace Crm.Platform.Records.Importing.Jobs;

/// <summary>Runs imports in the background, a few side by side. Disposing it stops them between two chunks.</summary>
internal sealed class ImportQueue(ImportRunner runner, IOptions<ImportOptions> options) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<Guid, LiveImport> _live = [];
    private readonly SemaphoreSlim _turns = new(options.Value.MostAtOnce);
    private readonly CancellationTokenSource _stopping = new();

    public LiveImport? Find(Guid id) => _live.GetValueOrDefault(id);

    /// <returns>False when it was started already.</returns>
    public bool TryStart(ImportJob job, ImportPlan plan, char delimiter, Caller caller)
    {
        var live = new LiveImport(job, _stopping.Token);
        // One change set, told as an import: so the history names it and it can be undone.
        var importer = caller with { Source = new ChangeSource("import", job.Id.ToString()), ChangeSet = job.Id };
        if (!_live.TryAdd(job.Id, live))
        {
            live.Dispose();
            return false;
        }
        // Off the request that asked: it is answered at once.
        live.Task = Task.Run(() => RunAsync(live, plan, delimiter, importer), CancellationToken.None);
        return true;
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(_live.Values.Select(l => l.Task));
        _stopping.Dispose();
        _turns.Dispose();
    }

    private async Task RunAsync(LiveImport live, ImportPlan plan, char delimiter, Caller caller)
    {
        var hasTurn = false;
        try
        {
            await _turns.WaitAsync(live.Cancelled);
            hasTurn = true;
            await runner.RunAsync(live, plan, delimiter, caller);
        }
        catch (OperationCanceledException)
        {
            await runner.EndAsync(live, _stopping.IsCancellationRequested ? ImportStatus.Interrupted : ImportStatus.Cancelled, null);
        }
        finally
        {
            if (hasTurn)
                _turns.Release();
            _live.TryRemove(live.Job.Id, out _);
            live.Dispose();
        }
    }
}
