using Crm.Platform.Records.Files;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Crm.Platform.Api.Files;

/// <summary>Removes files no record holds, once an hour.</summary>
internal sealed partial class FileSweeping(IFiles files, TimeProvider time, ILogger<FileSweeping> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                if (await files.SweepAsync(stoppingToken) is > 0 and var removed)
                    Swept(logger, removed);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                // One failed round must not end the host; the next one takes these files too.
                Failed(logger, exception);
            }
        }
    }

    [LoggerMessage(3201, LogLevel.Information, "Removed {Count} uploaded files no record holds")]
    private static partial void Swept(ILogger logger, int count);

    [LoggerMessage(3202, LogLevel.Warning, "Uploaded files could not be swept")]
    private static partial void Failed(ILogger logger, Exception exception);
}
