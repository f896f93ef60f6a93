using Crm.Platform.Abstractions;
using Crm.Platform.Records.Reading;

namespace Crm.Platform.Records.Importing.Jobs;

/// <summary>Finds out what became of an import that was running when the server ended.</summary>
internal sealed class ImportRecovery(ImportStore store, IRecordReader reader, TimeProvider time)
{
    /// <summary>The job as it ended. The chunk under way landed as a whole or not at all; its ids tell which.</summary>
    public async Task<ImportJob> EndAsync(ImportState state, CancellationToken cancellationToken)
    {
        var landed = 0;
        foreach (var id in state.Pending)
            landed += (await reader.FindAsync(state.Job.Entity, id, Caller.Platform, cancellationToken)).IsSuccess ? 1 : 0;
        var refused = landed == 0 ? 0 : state.Pending.Length - landed;
        var job = state.Job with
        {
            Status = ImportStatus.Interrupted,
            Rows = state.Job.Rows + landed + refused,
            Created = state.Job.Created + landed,
            Refused = state.Job.Refused + refused,
            FinishedAt = time.GetUtcNow(),
            Message = "The server stopped during the import. The rows counted as created are stored; the rest of the file was not read."
                + (refused > 0 ? $" The reasons of the last {refused} refused rows were lost." : ""),
        };
        await store.SaveAsync(new ImportState(job, []), cancellationToken);
        var folder = store.Folder(job.Id);
        folder.Remove(folder.Source);
        folder.Remove(folder.Links);
        return job;
    }
}
