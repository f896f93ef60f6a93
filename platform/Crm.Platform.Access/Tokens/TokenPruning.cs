using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Crm.Platform.Access.Tokens;

/// <summary>Deletes expired tokens once an hour.</summary>
internal sealed partial class TokenPruning(AccessTokens tokens, TimeProvider time, ILogger<TokenPruning> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await PruneAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops.
        }
    }

    private async Task PruneAsync(CancellationToken stoppingToken)
    {
        try
        {
            LogPruned(await tokens.PruneAsync(stoppingToken));
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The next hour tries again; expired tokens are refused in any case.
            LogFailed(exception);
        }
    }

    [LoggerMessage(2311, LogLevel.Debug, "Deleted {Count} expired tokens.")]
    private partial void LogPruned(int count);

    [LoggerMessage(2312, LogLevel.Warning, "Deleting expired tokens failed.")]
    private partial void LogFailed(Exception exception);
}
