using Crm.Platform.Abstractions;
using Crm.Platform.Records.Importing.Files;
using Crm.Platform.Records.Importing.Mapping;
using Crm.Platform.Records.Importing.Values;
using Crm.Platform.Records.Reading;
using Crm.Platform.Records.Writing;
using Microsoft.Extensions.Logging;

namespace Crm.Platform.Records.Importing.Jobs;

/// <summary>Runs one import from its first row to its end, keeping on disk how far it is.</summary>
internal sealed partial class ImportRunner(ImportStore store, ImportPlanner planner, IRecordReader reader, IRecordWriter writer, TimeProvider time, ILogger<ImportRunner> logger)
{
    /// <exception cref="OperationCanceledException">It was cancelled or the server stops; what landed is kept.</exception>
    public async Task RunAsync(LiveImport live, ImportPlan plan, char delimiter, Caller caller)
    {
        live.Job = live.Job with { Status = ImportStatus.Running, StartedAt = time.GetUtcNow() };
        try
        {
            var failure = await ReadAsync(live, plan, delimiter, caller);
            await EndAsync(live, failure is null ? ImportStatus.Done : ImportStatus.Failed, failure?.Message);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            LogFailed(exception, live.Job.Id);
            await EndAsync(live, ImportStatus.Failed, "Something went wrong on the server. The rows counted as created are stored.");
        }
    }

    public async Task EndAsync(LiveImport live, ImportStatus status, string? message)
    {
        live.Job = live.Job with { Status = status, Message = message, FinishedAt = time.GetUtcNow(), Progress = status == ImportStatus.Done ? 1 : live.Job.Progress };
        await store.SaveAsync(new ImportState(live.Job, []), CancellationToken.None);
        var folder = store.Folder(live.Job.Id);
        folder.Remove(folder.Source);
        LogEnded(live.Job.Id, live.Job.Entity, status, live.Job.Rows, live.Job.Created, live.Job.Refused);
    }

    private async Task<Failure?> ReadAsync(LiveImport live, ImportPlan plan, char delimiter, Caller caller)
    {
        var folder = store.Folder(live.Job.Id);
        var opened = await CsvSource.OpenAsync(folder.Source, delimiter, planner.Limits, live.Cancelled);
        if (!opened.IsSuccess)
            return opened.Failure;
        await using var source = opened.Value;
        await using var errors = new ErrorFile(folder.Errors, plan.Headers);
        using var links = new LinkFile(folder.Links, plan);
        var tally = new ImportTally(plan);
        var lookups = new LookupResolver(reader, caller, plan.Culture);
        try
        {
            return await new ImportRun(plan, lookups, writer, caller, time).RunAsync(source, errors, links, tally, KeepAsync, live.Cancelled);
        }
        finally
        {
            live.Job = tally.Apply(live.Job, source.Progress);
        }

        Task KeepAsync(IReadOnlyList<Guid> pending)
        {
            live.Job = tally.Apply(live.Job, source.Progress);
            return store.SaveAsync(new ImportState(live.Job, [.. pending]), CancellationToken.None);
        }
    }

    [LoggerMessage(3101, LogLevel.Error, "Import {Import} failed.")]
    private partial void LogFailed(Exception exception, Guid import);

    [LoggerMessage(3102, LogLevel.Information, "Import {Import} of {Entity} ended as {Status}: {Rows} rows, {Created} created, {Refused} refused.")]
    private partial void LogEnded(Guid import, string entity, ImportStatus status, int rows, int created, int refused);
}
