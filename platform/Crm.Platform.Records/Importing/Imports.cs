using Crm.Platform.Abstractions;
using Crm.Platform.Records.History;
using Crm.Platform.Records.Importing.Jobs;
using Crm.Platform.Records.Importing.Mapping;
using Crm.Platform.Records.Importing.Preview;

namespace Crm.Platform.Records.Importing;

/// <inheritdoc/>
internal sealed class Imports(ImportStore store, ImportUpload upload, ImportPlanner planner, Previewer previewer, ImportQueue queue, ImportRecovery recovery, IChangeUndo undo, TimeProvider time) : IImports, IDisposable
{
    private readonly SemaphoreSlim _starting = new(1);

    public async Task<Result<Guid>> UploadAsync(Stream content, string fileName, Caller caller, CancellationToken cancellationToken)
    {
        if (!caller.May(CallerRights.Write))
            return Failures.MayNotWrite;
        store.Clean(id => queue.Find(id) is not null);
        return await upload.SaveAsync(content, fileName, caller, cancellationToken);
    }

    public async Task<Result<ImportPreview>> PreviewAsync(Guid id, ImportMapping mapping, Caller caller, CancellationToken cancellationToken)
    {
        var job = await UploadedAsync(id, caller, cancellationToken);
        return job.IsSuccess ? await previewer.RunAsync(store.Folder(id).Source, job.Value.FileName, mapping, caller, cancellationToken) : job.Failure;
    }

    public async Task<Result<ImportJob>> StartAsync(Guid id, ImportMapping mapping, Caller caller, CancellationToken cancellationToken)
    {
        // One at a time, so that nobody can start the same import twice.
        await _starting.WaitAsync(cancellationToken);
        try
        {
            return await EnqueueAsync(id, mapping, caller, cancellationToken);
        }
        finally
        {
            _starting.Release();
        }
    }

    public async Task DiscardAsync(Guid id, Caller caller, CancellationToken cancellationToken)
    {
        if ((await UploadedAsync(id, caller, cancellationToken)).IsSuccess)
            Directory.Delete(store.Folder(id).Path, recursive: true);
    }

    public async Task<Result<ImportJob>> FindAsync(Guid id, Caller caller, CancellationToken cancellationToken)
    {
        if (!caller.May(CallerRights.Write))
            return Failures.MayNotWrite;
        return await LoadAsync(id, cancellationToken) is { } job && IsOf(job, caller) ? job : ImportProblems.Unknown;
    }

    public async Task<Result<IReadOnlyList<ImportJob>>> ListAsync(Caller caller, CancellationToken cancellationToken)
    {
        if (!caller.May(CallerRights.Write))
            return Failures.MayNotWrite;
        var jobs = new List<ImportJob>();
        foreach (var id in store.Ids())
            if (await LoadAsync(id, cancellationToken) is { } job && job.Status != ImportStatus.Uploaded && IsOwn(job, caller))
                jobs.Add(job);
        return jobs;
    }

    public async Task<Result<ImportJob>> CancelAsync(Guid id, Caller caller, CancellationToken cancellationToken)
    {
        var job = await FindAsync(id, caller, cancellationToken);
        if (!job.IsSuccess || queue.Find(id) is not { } live)
            return job;
        var ended = live.Task;
        live.Cancel();
        await ended.WaitAsync(cancellationToken);
        return await FindAsync(id, caller, cancellationToken);
    }

    public async Task<Result<Stream>> OpenErrorsAsync(Guid id, Caller caller, CancellationToken cancellationToken)
    {
        var job = await FindAsync(id, caller, cancellationToken);
        if (!job.IsSuccess)
            return job.Failure;
        var path = store.Folder(id).Errors;
        return File.Exists(path)
            ? new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete)
            : new NotFound("import.no_errors", "No row of this import was refused.");
    }

    public async Task<Result<ImportJob>> UndoAsync(Guid id, Caller caller, CancellationToken cancellationToken)
    {
        // One at a time, so that nobody undoes the same import twice.
        await _starting.WaitAsync(cancellationToken);
        try
        {
            var job = await FindAsync(id, caller, cancellationToken);
            return job.IsSuccess ? await UndoAsync(job.Value, caller, cancellationToken) : job.Failure;
        }
        finally
        {
            _starting.Release();
        }
    }

    public void Dispose() => _starting.Dispose();

    private async Task<Result<ImportJob>> UndoAsync(ImportJob job, Caller caller, CancellationToken cancellationToken)
    {
        if (job.Undo is not null)
            return ImportProblems.Undone;
        if (job.Status is ImportStatus.Uploaded || job.IsActive)
            return ImportProblems.NotEnded;
        // The job's id is the group its changes were made under.
        var outcome = await undo.UndoAsync(job.Id, caller, cancellationToken);
        if (!outcome.IsSuccess)
            return outcome.Failure is NotFound ? ImportProblems.NoHistory : outcome.Failure;
        var undone = job with { Undo = new ImportUndo(time.GetUtcNow().UtcDateTime, outcome.Value.Undone, outcome.Value.LeftCount, outcome.Value.Left) };
        await store.SaveAsync(new ImportState(undone, []), CancellationToken.None);
        return undone;
    }

    private async Task<Result<ImportJob>> EnqueueAsync(Guid id, ImportMapping mapping, Caller caller, CancellationToken cancellationToken)
    {
        var uploaded = await UploadedAsync(id, caller, cancellationToken);
        if (!uploaded.IsSuccess)
            return uploaded.Failure;
        var head = await planner.HeadAsync(store.Folder(id).Source, mapping, caller, cancellationToken);
        if (!head.IsSuccess)
            return head.Failure;
        if (!head.Value.Plan.IsSuccess)
            return head.Value.Plan.Failure;
        var job = uploaded.Value with { Entity = mapping.Entity, Status = ImportStatus.Queued };
        await store.SaveAsync(new ImportState(job, []), cancellationToken);
        return queue.TryStart(job, head.Value.Plan.Value, head.Value.Delimiter, caller) ? job : ImportProblems.Started;
    }

    private async Task<Result<ImportJob>> UploadedAsync(Guid id, Caller caller, CancellationToken cancellationToken)
    {
        var job = await FindAsync(id, caller, cancellationToken);
        return job is { IsSuccess: true, Value.Status: not ImportStatus.Uploaded } ? ImportProblems.Started : job;
    }

    private async Task<ImportJob?> LoadAsync(Guid id, CancellationToken cancellationToken)
    {
        if (queue.Find(id) is { } live)
            return live.Job;
        if (await store.LoadAsync(id, cancellationToken) is not { } state)
            return null;
        if (!state.Job.IsActive)
            return state.Job;
        if (queue.Find(id) is { } started)
            return started.Job;
        // It may have run between the two looks; it is kept as ended before it leaves the queue. Else the process that ran it is gone.
        var ended = await store.LoadAsync(id, cancellationToken);
        return ended is { Job.IsActive: true } ? await recovery.EndAsync(ended, cancellationToken) : ended?.Job;
    }

    private static bool IsOf(ImportJob job, Caller caller) => caller.May(CallerRights.Admin) || IsOwn(job, caller);

    private static bool IsOwn(ImportJob job, Caller caller) => job.OwnerId == caller.UserId && (job.OwnerId is not null || job.OwnerName == caller.Name);
}
