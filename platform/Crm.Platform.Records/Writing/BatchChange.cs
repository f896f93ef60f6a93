using Crm.Platform.Abstractions;
using Crm.Platform.Storage.Model;

namespace Crm.Platform.Records.Writing;

/// <summary>Makes many changes in one transaction, each undone alone when it is refused.</summary>
internal static class BatchChange
{
    private const string Savepoint = "change";

    public static async Task<List<Result<Guid>>> RunAsync(RecordSession session, IReadOnlyList<RecordChange> changes, Func<RecordChange, Task<Result<StoredRecord>>> save, CancellationToken cancellationToken)
    {
        var transaction = session.Context.Database.CurrentTransaction!;
        var outcomes = new List<Result<Guid>>(changes.Count);
        foreach (var change in changes)
        {
            await transaction.CreateSavepointAsync(Savepoint, cancellationToken);
            var saved = await save(change);
            if (!saved.IsSuccess)
                await transaction.RollbackToSavepointAsync(Savepoint, cancellationToken);
            await transaction.ReleaseSavepointAsync(Savepoint, cancellationToken);
            session.Context.ChangeTracker.Clear();
            outcomes.Add(saved.IsSuccess ? change.Id : saved.Failure);
        }
        return outcomes;
    }
}
