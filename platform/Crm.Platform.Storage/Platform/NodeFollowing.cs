using Crm.Platform.Metadata.Publishing;
using Crm.Platform.Storage.Databases;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Crm.Platform.Storage.Platform;

/// <summary>Keeps this node at the newest version while it serves.</summary>
internal sealed partial class NodeFollowing(IDatabase database, IVersionFollower follower, ILogger<NodeFollowing> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await database.AwaitPublishAsync(stoppingToken);
                await follower.FollowAsync(stoppingToken);
            }
            catch (Exception lost) when (!stoppingToken.IsCancellationRequested)
            {
                // The next turn asks again. What escaped from here would stop the host; so it serves the version it has.
                LogLost(lost.Message);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    [LoggerMessage(1101, LogLevel.Warning, "The newest version of the definitions cannot be asked for: {Reason}")]
    private partial void LogLost(string reason);
}
