using Crm.Platform.Metadata.Publishing;
using Crm.Platform.Metadata.Snapshots;
using Microsoft.Extensions.Logging;

namespace Crm.Platform.Api.Health;

/// <summary>Whether this node can serve requests.</summary>
internal sealed partial class Readiness(IMetadata metadata, IDefinitionStore store, ILogger<Readiness> logger)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public async Task<bool> IsReadyAsync(CancellationToken cancellationToken)
    {
        if (metadata.Current.Version == 0)
            return false;
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Patience);
        try
        {
            // The smallest question that goes all the way to the database.
            await store.DraftAsync(deadline.Token);
            return true;
        }
#pragma warning disable CA1031 // Whatever keeps the database from answering: the node is not ready, and the log says why.
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            LogUnreachable(logger, exception);
            return false;
        }
    }

    [LoggerMessage(4101, LogLevel.Warning, "The database does not answer")]
    private static partial void LogUnreachable(ILogger logger, Exception exception);
}
