namespace Crm.Platform.Screens.Parts;

/// <summary>Runs only the last of several calls in quick succession. Not thread-safe: for one component.</summary>
internal sealed class Debounce(TimeProvider time, TimeSpan wait) : IDisposable
{
    private CancellationTokenSource? _running;

    /// <summary>Waits, then runs, unless a later call comes first; a call that is overtaken while it runs sees its token cancelled.</summary>
    public async Task RunAsync(Func<CancellationToken, Task> work)
    {
        Cancel();
        // Taken now: the source is disposed when a later call comes between the end of the wait and what follows it.
        var mine = (_running = new CancellationTokenSource()).Token;
        try
        {
            await Task.Delay(wait, time, mine);
            mine.ThrowIfCancellationRequested();
            await work(mine);
        }
        catch (OperationCanceledException) when (mine.IsCancellationRequested)
        {
            // Overtaken.
        }
    }

    public void Cancel()
    {
        _running?.Cancel();
        _running?.Dispose();
        _running = null;
    }

    public void Dispose() => Cancel();
}
