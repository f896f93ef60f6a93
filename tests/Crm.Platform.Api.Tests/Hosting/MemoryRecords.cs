using System.Collections.Concurrent;
using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Snapshots;
using Crm.Platform.Records.Reading;
using Crm.Platform.Records.Writing;

namespace Crm.Platform.Api.Tests.Hosting;

/// <summary>Keeps records in memory and remembers what was asked. Filters by id only: what a filter selects is the reader's matter.</summary>
internal sealed class MemoryRecords(IMetadata metadata) : IRecordReader, IRecordWriter
{
    private readonly ConcurrentDictionary<Guid, Record> _records = new();
    private readonly ConcurrentDictionary<string, RecordLayout> _layouts = new();

    public RecordQuery? LastQuery { get; private set; }

    public Failure? NextFailure { get; set; }

    public Exception? NextException { get; set; }

    public Record Add(string entity, Action<Record>? set = null, Guid? id = null)
    {
        var record = new Record(_layouts.GetOrAdd(entity, e => new RecordLayout(metadata.Current.Entity(e)!)))
        {
            Id = id ?? Guid.CreateVersion7(),
            Version = 1,
            CreatedAt = new DateTime(2026, 3, 1, 8, 0, 0, DateTimeKind.Utc),
            ModifiedAt = new DateTime(2026, 3, 1, 8, 0, 0, DateTimeKind.Utc),
        };
        set?.Invoke(record);
        return _records[record.Id] = record;
    }

    public Record this[Guid id] => _records[id];

    public Task<Result<Record>> FindAsync(string entity, Guid id, Caller caller, CancellationToken cancellationToken) =>
        Task.FromResult(Refuse(caller, CallerRights.Read) ?? Live(entity, id));

    public Task<Result<RecordPage>> QueryAsync(RecordQuery query, Caller caller, CancellationToken cancellationToken)
    {
        LastQuery = query;
        if (Refuse(caller, CallerRights.Read) is { Failure: { } failure })
            return Task.FromResult<Result<RecordPage>>(failure);
        var after = query.After is { } cursor ? Guid.Parse(cursor.Values[^1]!) : Guid.Empty;
        var all = Matching(query).OrderBy(r => r.Id).Where(r => r.Id > after).Skip(query.After is null ? query.Skip : 0).Take(query.Top + 1).ToList();
        var rows = all.Take(query.Top).Select(r => new RecordRow(r, [.. query.Expand.Select(e => new ExpandedLookup(e, TargetOf(r, e)))]));
        var next = all.Count > query.Top ? new RecordCursor([all[query.Top - 1].Id.ToString()]) : null;
        return Task.FromResult<Result<RecordPage>>(new RecordPage(metadata.Current.Entity(query.Entity)!, [.. rows], next));
    }

    public Task<Result<long>> CountAsync(RecordQuery query, Caller caller, CancellationToken cancellationToken) =>
        Task.FromResult(Refuse(caller, CallerRights.Read) is { Failure: { } failure } ? failure : (Result<long>)Matching(query).LongCount());

    public Task<Result<Record>> CreateAsync(string entity, RecordInput input, Caller caller, CancellationToken cancellationToken)
    {
        if (Refuse(caller, CallerRights.Write, input) is { } refused)
            return Task.FromResult(refused);
        return Task.FromResult<Result<Record>>(Add(entity, r => Apply(r, input)));
    }

    public Task<Result<Record>> UpdateAsync(string entity, Guid id, RecordInput input, long? expectedVersion, Caller caller, CancellationToken cancellationToken) =>
        Task.FromResult(Refuse(caller, CallerRights.Write, input) ?? Change(entity, id, expectedVersion, r => Apply(r, input)));

    public Task<Result<Record>> DeleteAsync(string entity, Guid id, long? expectedVersion, Caller caller, CancellationToken cancellationToken) =>
        Task.FromResult(Refuse(caller, CallerRights.Write) ?? Change(entity, id, expectedVersion, r => r.DeletedAt = r.ModifiedAt));

    public Task<Result<IReadOnlyList<Result<Guid>>>> ChangeManyAsync(string entity, IReadOnlyList<RecordChange> changes, Caller caller, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<Result<Record>> RestoreAsync(string entity, Guid id, Caller caller, CancellationToken cancellationToken)
    {
        if (!_records.TryGetValue(id, out var record) || record.DeletedAt is null)
            return Task.FromResult<Result<Record>>(new NotFound("record.unknown", "There is no such record in the trash."));
        record.DeletedAt = null;
        record.Version++;
        return Task.FromResult<Result<Record>>(record);
    }

    public Task<Result<int>> CreateAllAsync(IReadOnlyList<NewRecords> batches, Caller caller, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<Result<IReadOnlyList<Result<Guid>>>> CreateManyAsync(string entity, IReadOnlyList<RecordInput> inputs, Caller caller, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    private Result<Record> Change(string entity, Guid id, long? expectedVersion, Action<Record> change)
    {
        var found = Live(entity, id);
        if (!found.IsSuccess)
            return found;
        if (expectedVersion is { } expected && expected != found.Value.Version)
            return new Stale("record.stale", "Somebody changed it.");
        change(found.Value);
        found.Value.Version++;
        return found;
    }

    private static void Apply(Record record, RecordInput input)
    {
        foreach (var (field, value) in input.Values)
            if (field == SystemFields.OwnerId)
                record.OwnerId = (Guid?)value;
            else
                record[field] = value;
    }

    private Result<Record>? Refuse(Caller caller, CallerRights right, RecordInput? input = null)
    {
        if (NextException is not null)
            throw NextException;
        if (NextFailure is not null)
            return NextFailure;
        if (!caller.May(right))
            return new Forbidden("access.denied", "No right.");
        if (input?.Problems is { Count: > 0 } problems)
            return new Invalid("record.invalid", "The record is not valid.", [.. problems]);
        return null;
    }

    private Result<Record> Live(string entity, Guid id) =>
        _records.GetValueOrDefault(id) is { DeletedAt: null } record && record.Layout.Entity.Name == entity ? record : new NotFound("record.unknown", "There is no such record.");

    private IEnumerable<Record> Matching(RecordQuery query) => _records.Values.Where(r => r.Layout.Entity.Name == query.Entity && r.DeletedAt is null
        && (query.Filter is not Expressions.Syntax.BinaryNode { Left: Expressions.Syntax.PathNode { Segments: ["id"] }, Right: Expressions.Syntax.LiteralNode { Value: Guid id } } || r.Id == id));

    private Record? TargetOf(Record record, string navigation) =>
        record[record.Layout.Entity.Navigation(navigation)!.Name] is Guid id && _records.TryGetValue(id, out var target) ? target : null;
}
