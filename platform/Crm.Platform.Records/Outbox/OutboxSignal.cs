namespace Crm.Platform.Records.Outbox;

/// <summary>Wakes the dispatcher of this node when there is something to deliver. One that comes while it works is not lost.</summary>
internal sealed class OutboxSignal : IDisposable
{
    private readonly SemaphoreSlim _set = new(0, 1);

    public void Set()
    {
        try
        {
            _set.Release();
        }
        catch (SemaphoreFullException)
        {
            // It will wake anyway.
        }
    }

    /// <summary>Waits for the signal, at most <paramref name="longest"/>.</summary>
    public async Task WaitAsync(TimeSpan longest, TimeProvider time, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(longest, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await _set.WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Time to look without being told.
        }
    }

    public void Dispose() => _set.Dispose();
}
