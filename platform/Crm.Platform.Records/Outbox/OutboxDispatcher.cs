using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Crm.Platform.Records.Outbox;

/// <summary>Delivers events for as long as the host runs: a few at a time, woken after a commit, and looking now and then by itself.</summary>
internal sealed partial class OutboxDispatcher(DeliveryClaims claims, DeliveryAttempt attempts, OutboxSignal signal, IOptions<OutboxOptions> options, TimeProvider time, ILogger<OutboxDispatcher> logger) : BackgroundService
{
    private readonly ConcurrentDictionary<long, (Guid Subscription, Task Attempt)> _running = new();

    /// <summary>Starts what is due and there is room for.</summary>
    /// <returns>The attempts it started.</returns>
    public async Task<IReadOnlyList<Task>> StartDueAsync(CancellationToken cancellationToken)
    {
        var free = options.Value.MostAtOnce - _running.Count;
        if (free <= 0)
            return [];
        var busy = _running.Values.GroupBy(r => r.Subscription).ToDictionary(g => g.Key, g => g.Count());
        var started = new List<Task>();
        foreach (var claim in await claims.TakeAsync(free, busy, cancellationToken))
            started.Add(Start(claim, cancellationToken));
        return started;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The start of the host does not wait for the first look.
        await Task.Yield();
        try
        {
            while (!stoppingToken.IsCancellationRequested)
                if ((await TryStartDueAsync(stoppingToken)).Count == 0)
                    await signal.WaitAsync(options.Value.PollEvery, time, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops.
        }
        await Task.WhenAll(_running.Values.Select(r => r.Attempt));
    }

    private async Task<IReadOnlyList<Task>> TryStartDueAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await StartDueAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The database may be away for a while; the events wait in it.
            LogFailed(exception);
            return [];
        }
    }

    private Task Start(Claim claim, CancellationToken cancellationToken)
    {
        var begin = new TaskCompletionSource();
        var attempt = RunAsync(begin.Task, claim, cancellationToken);
        _running[claim.Delivery.Id] = (claim.Delivery.Subscription.Id, attempt);
        begin.SetResult();
        return attempt;
    }

    private async Task RunAsync(Task begin, Claim claim, CancellationToken cancellationToken)
    {
        await begin;
        try
        {
            await attempts.RunAsync(claim, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Its lease runs out and another node, or the next start, takes it.
        }
        catch (Exception exception)
        {
            LogFailed(exception);
        }
        finally
        {
            _running.TryRemove(claim.Delivery.Id, out _);
            // There is room again, and the record's next event may be due.
            signal.Set();
        }
    }

    [LoggerMessage(3202, LogLevel.Error, "The outbox could not be worked on; it is tried again.")]
    private partial void LogFailed(Exception exception);
}
