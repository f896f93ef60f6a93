using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Crm.Platform.Records.Trash;

/// <summary>Empties the trash of what lay there long enough, once an hour.</summary>
internal sealed partial class TrashPruning(Trash trash, IOptions<TrashOptions> options, TimeProvider time, ILogger<TrashPruning> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    public Task<int> RunAsync(CancellationToken cancellationToken) => trash.PurgeBeforeAsync(time.GetUtcNow().UtcDateTime - options.Value.KeepFor, cancellationToken);

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
            var removed = await RunAsync(cancellationToken);
            if (removed > 0)
                LogRemoved(removed, options.Value.KeepFor.TotalDays);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            LogFailed(exception);
        }
    }

    [LoggerMessage(3301, LogLevel.Information, "Removed {Count} records that were in the trash for more than {Days} days.")]
    private partial void LogRemoved(int count, double days);

    [LoggerMessage(3302, LogLevel.Warning, "Emptying the trash failed; the next hour tries again.")]
    private partial void LogFailed(Exception exception);
}
