using Crm.Platform.Abstractions;
using Crm.Platform.Storage.Model;

namespace Crm.Platform.Records.Writing;

/// <summary>Inserts a chunk of new records: all at once, or one by one when one of them runs into a taken key.</summary>
internal static class BatchInsert
{
    private const string Savepoint = "chunk";

    /// <returns>One outcome per input; inputs that already failed keep their failure.</returns>
    public static async Task<IReadOnlyList<Result<Guid>>> RunAsync(RecordSession session, EntityDefinition entity, Result<StoredRecord>[] made, CancellationToken cancellationToken)
    {
        var good = made.Where(m => m.IsSuccess).Select(m => m.Value).ToList();
        var failures = new Dictionary<Guid, Failure>();
        if (await InsertAsync(session, entity, good, cancellationToken) is not null)
            foreach (var record in good)
                if (await InsertAsync(session, entity, [record], cancellationToken) is { } failure)
                    failures[record.Id] = failure;

        return [.. made.Select(m => !m.IsSuccess ? m.Failure : failures.TryGetValue(m.Value.Id, out var failure) ? failure : (Result<Guid>)m.Value.Id)];
    }

    private static async Task<Failure?> InsertAsync(RecordSession session, EntityDefinition entity, List<StoredRecord> records, CancellationToken cancellationToken)
    {
        if (records.Count == 0)
            return null;
        var transaction = session.Context.Database.CurrentTransaction!;
        await transaction.CreateSavepointAsync(Savepoint, cancellationToken);
        session.Context.Records(entity.Name).AddRange(records);
        var failure = await session.SaveAsync(entity, cancellationToken);
        if (failure is not null)
            await transaction.RollbackToSavepointAsync(Savepoint, cancellationToken);
        await transaction.ReleaseSavepointAsync(Savepoint, cancellationToken);
        session.Context.ChangeTracker.Clear();
        return failure;
    }
}
