using Crm.Platform.Metadata.Snapshots;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Crm.Platform.Records.Search;

/// <summary>Brings the index of words up to date beside requests: at the start, after a publish, and once in a while where another node may have ended in the middle.</summary>
internal sealed partial class SearchBuilding(SearchBuild build, IMetadata metadata, TimeProvider time, ILogger<SearchBuilding> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim _published = new(1);

    public override void Dispose()
    {
        _published.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        void Published(MetadataSnapshot snapshot) => _published.Release();
        metadata.Changed += Published;
        try
        {
            while (true)
            {
                await RunAsync(stoppingToken);
                using var pause = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
                await Task.WhenAny(_published.WaitAsync(pause.Token), Task.Delay(Interval, time, pause.Token));
                await pause.CancelAsync();
                stoppingToken.ThrowIfCancellationRequested();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops; the next start goes on.
        }
        finally
        {
            metadata.Changed -= Published;
        }
    }

    private async Task RunAsync(CancellationToken stoppingToken)
    {
        try
        {
            if (await build.RunAsync(stoppingToken) is > 0 and var records)
                LogIndexed(records);
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
        {
            LogFailed(exception);
        }
    }

    [LoggerMessage(3501, LogLevel.Information, "Indexed {Records} records for search.")]
    private partial void LogIndexed(int records);

    [LoggerMessage(3502, LogLevel.Warning, "Indexing records for search failed; it is tried again within a minute.")]
    private partial void LogFailed(Exception exception);
}
