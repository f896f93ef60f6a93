using System.Collections.Concurrent;
using Crm.Platform.Abstractions;
using Crm.Platform.Records.Writing;

namespace Crm.Platform.Access.Tests.Hosting;

/// <summary>Keeps what is written to the entity <c>user</c>; can be told to refuse.</summary>
internal sealed class MemoryRecordWriter : IRecordWriter
{
    private static readonly RecordLayout Layout = new(new EntityDefinition("user", [new("name", "text"), new("email", "email"), new("enabled", "boolean")]));

    public ConcurrentDictionary<Guid, Record> Users { get; } = new();

    public Failure? Refusal { get; set; }

    public Task<Result<Record>> CreateAsync(string entity, RecordInput input, Caller caller, CancellationToken cancellationToken)
    {
        if (Refusal is not null)
            return Task.FromResult<Result<Record>>(Refusal);
        Assert.True(caller.IsPlatform);
        var record = Fill(new Record(Layout) { Id = input.Id ?? Guid.CreateVersion7() }, input);
        Users[record.Id] = record;
        return Task.FromResult<Result<Record>>(record);
    }

    public Task<Result<Record>> UpdateAsync(string entity, Guid id, RecordInput input, long? expectedVersion, Caller caller, CancellationToken cancellationToken) =>
        Task.FromResult<Result<Record>>(Users.TryGetValue(id, out var user) ? Fill(user, input) : new NotFound("test.unknown", "There is no such user."));

    public Task<Result<Record>> DeleteAsync(string entity, Guid id, long? expectedVersion, Caller caller, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<Result<Record>> RestoreAsync(string entity, Guid id, Caller caller, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<Result<IReadOnlyList<Result<Guid>>>> CreateManyAsync(string entity, IReadOnlyList<RecordInput> inputs, Caller caller, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<Result<IReadOnlyList<Result<Guid>>>> ChangeManyAsync(string entity, IReadOnlyList<RecordChange> changes, Caller caller, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<Result<int>> CreateAllAsync(IReadOnlyList<NewRecords> batches, Caller caller, CancellationToken cancellationToken) => throw new NotSupportedException();

    private static Record Fill(Record record, RecordInput input)
    {
        foreach (var (field, value) in input.Values)
            record[field] = value;
        return record;
    }
}
