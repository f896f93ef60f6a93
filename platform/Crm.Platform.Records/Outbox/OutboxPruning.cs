using Crm.Platform.Storage.Databases;
using Crm.Platform.Storage.Events;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Crm.Platform.Records.Outbox;

/// <summary>Removes events, deliveries and their log once nobody may replay them any more. In small parts, so that writers are not held up.</summary>
internal sealed partial class OutboxPruning(IDatabase database, IDbContextFactory<EventContext> contexts, IOptions<OutboxOptions> options, TimeProvider time, ILogger<OutboxPruning> logger) : BackgroundService
{
    private const int AtOnce = 1_000;
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    /// <returns>Deliveries and events removed.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var oldest = time.GetUtcNow().UtcDateTime - options.Value.KeepFor;
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var removed = 0;
        while (await EndedAsync(context, oldest, cancellationToken) is { Count: > 0 } ended)
        {
            using var turn = await database.WriteAsync(cancellationToken);
            await context.Attempts.Where(a => ended.Contains(a.DeliveryId)).ExecuteDeleteAsync(cancellationToken);
            removed += await context.Deliveries.Where(d => ended.Contains(d.Id)).ExecuteDeleteAsync(cancellationToken);
        }
        while (await UntoldAsync(context, oldest, cancellationToken) is { Count: > 0 } untold)
        {
            using var turn = await database.WriteAsync(cancellationToken);
            removed += await context.Outbox.Where(e => untold.Contains(e.Sequence)).ExecuteDeleteAsync(cancellationToken);
        }
        return removed;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await TryRunAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops.
        }
    }

    private async Task TryRunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await RunAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            LogFailed(exception);
        }
    }

    private static Task<List<long>> EndedAsync(EventContext context, DateTime oldest, CancellationToken cancellationToken) =>
        context.Deliveries.Where(d => d.Status != DeliveryStatus.Waiting && d.EndedAt < oldest).OrderBy(d => d.Id).Select(d => d.Id).Take(AtOnce).ToListAsync(cancellationToken);

    /// <summary>Events with no delivery left: those of removed subscriptions, too.</summary>
    private static Task<List<long>> UntoldAsync(EventContext context, DateTime oldest, CancellationToken cancellationToken) =>
        context.Outbox.Where(e => e.At < oldest && !context.Deliveries.Any(d => d.EventId == e.Id)).OrderBy(e => e.Sequence).Select(e => e.Sequence).Take(AtOnce).ToListAsync(cancellationToken);

    [LoggerMessage(3203, LogLevel.Warning, "Removing old events failed; the next hour tries again.")]
    private partial void LogFailed(Exception exception);
}
