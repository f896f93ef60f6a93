using Crm.Platform.Abstractions;
using Crm.Platform.Storage.Databases;

namespace Crm.Platform.Records.Writing;

/// <summary>Repeats a write that the database undid to let another one through.</summary>
internal sealed class RepeatedWriter(RecordWriter writer, IDatabase database) : IRecordWriter, IRecordTransactions, IDisposable
{
    /// <summary>Their work may read by other connections: were there as many transactions as connections, all would wait for one.</summary>
    private const int MostTransactions = 16;

    private readonly SemaphoreSlim _transactions = new(MostTransactions, MostTransactions);

    public Task<Result<Record>> CreateAsync(string entity, RecordInput input, Caller caller, CancellationToken cancellationToken) =>
        RepeatAsync(() => writer.CreateAsync(entity, input, caller, cancellationToken));

    public Task<Result<Record>> UpdateAsync(string entity, Guid id, RecordInput input, long? expectedVersion, Caller caller, CancellationToken cancellationToken) =>
        RepeatAsync(() => writer.UpdateAsync(entity, id, input, expectedVersion, caller, cancellationToken));

    public Task<Result<Record>> DeleteAsync(string entity, Guid id, long? expectedVersion, Caller caller, CancellationToken cancellationToken) =>
        RepeatAsync(() => writer.DeleteAsync(entity, id, expectedVersion, caller, cancellationToken));

    public Task<Result<Record>> RestoreAsync(string entity, Guid id, Caller caller, CancellationToken cancellationToken) =>
        RepeatAsync(() => writer.RestoreAsync(entity, id, caller, cancellationToken));

    public Task<Result<IReadOnlyList<Result<Guid>>>> CreateManyAsync(string entity, IReadOnlyList<RecordInput> inputs, Caller caller, CancellationToken cancellationToken) =>
        RepeatAsync(() => writer.CreateManyAsync(entity, inputs, caller, cancellationToken));

    public Task<Result<IReadOnlyList<Result<Guid>>>> ChangeManyAsync(string entity, IReadOnlyList<RecordChange> changes, Caller caller, CancellationToken cancellationToken) =>
        RepeatAsync(() => writer.ChangeManyAsync(entity, changes, caller, cancellationToken));

    public Task<Result<int>> CreateAllAsync(IReadOnlyList<NewRecords> batches, Caller caller, CancellationToken cancellationToken) =>
        RepeatAsync(() => writer.CreateAllAsync(batches, caller, cancellationToken));

    public async Task<Result<T>> RunAsync<T>(Func<IRecordWriter, Task<Result<T>>> work, CancellationToken cancellationToken)
    {
        await _transactions.WaitAsync(cancellationToken);
        try
        {
            return await RepeatAsync(() => writer.TransactAsync(work, cancellationToken));
        }
        finally
        {
            _transactions.Release();
        }
    }

    public void Dispose() => _transactions.Dispose();

    private Task<T> RepeatAsync<T>(Func<Task<T>> write) => Repeat.WhileUndoneAsync(database, write);
}
