using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Crm.Platform.Records.Upkeep;

/// <summary>Runs every hourly job, one after the other.</summary>
internal sealed partial class HourlyWork(IEnumerable<IHourlyJob> jobs, TimeProvider time, ILogger<HourlyWork> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                foreach (var job in jobs)
                    await TryAsync(job, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops.
        }
    }

    private async Task TryAsync(IHourlyJob job, CancellationToken stoppingToken)
    {
        try
        {
            if (await job.RunAsync(stoppingToken) is > 0 and var removed)
                LogRemoved(job.Name, removed);
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
        {
            // One failed job must end neither the host nor the others.
            LogFailed(exception, job.Name);
        }
    }

    [LoggerMessage(3401, LogLevel.Information, "Removed {Job}: {Count}.")]
    private partial void LogRemoved(string job, int count);

    [LoggerMessage(3402, LogLevel.Warning, "Removing {Job} failed; the next hour tries again.")]
    private partial void LogFailed(Exception exception, string job);
}
