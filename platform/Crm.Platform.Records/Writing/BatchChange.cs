using Crm.Platform.Abstractions;
using Crm.Platform.Storage.Model;

namespace Crm.Platform.Records.Writing;

/// <summary>Makes many changes in one transaction, each undone alone when it is refused.</summary>
internal static class BatchChange
{
    public static async Task<List<Result<Guid>>> RunAsync(RecordSession session, IReadOnlyList<RecordChange> changes, Func<RecordChange, Task<Result<StoredRecord>>> save, CancellationToken cancellationToken)
    {
        var outcomes = new List<Result<Guid>>(changes.Count);
        foreach (var change in changes)
            outcomes.Add(await session.TryAsync(async () => (await save(change)).Failure, cancellationToken) is { } failure ? failure : change.Id);
        return outcomes;
    }
}
