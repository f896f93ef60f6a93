using Crm.Platform.Abstractions;
using Crm.Platform.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace Crm.Platform.Records.Writing;

/// <inheritdoc/>
internal sealed class RecordWriter(IRecordDatabase records, WritePipeline pipeline, EntityRulesSource rules, TimeProvider time) : IRecordWriter
{
    /// <summary>Rows saved at once by <see cref="CreateManyAsync"/>; a taken key makes this many be saved one by one.</summary>
    private const int ChunkSize = 200;

    public async Task<Result<Record>> CreateAsync(string entity, RecordInput input, Caller caller, CancellationToken cancellationToken)
    {
        if (Authorize(entity, caller) is { } refused)
            return refused;
        await using var session = await RecordSession.OpenAsync(records, time, cancellationToken);
        if (session.Model.Snapshot.Entity(entity) is not { } definition)
            return Failures.UnknownEntity(entity);

        var made = await MakeAsync(session, definition, input, 1, caller, cancellationToken);
        if (!made.IsSuccess)
            return made.Failure;
        session.Context.Records(entity).Add(made.Value.Record);
        return await CommitAsync(session, [made.Value], cancellationToken) is { } failure ? failure : made.Value.Record;
    }

    public Task<Result<Record>> UpdateAsync(string entity, Guid id, RecordInput input, long? expectedVersion, Caller caller, CancellationToken cancellationToken) =>
        ChangeAsync(entity, id, trashed: false, expectedVersion, caller, async (session, definition, record) =>
        {
            var write = new RecordWrite(session, rules.Of(session.Model, definition), WriteKind.Update, record, caller) { Input = input, Before = record.Copy() };
            if (await pipeline.PrepareAsync(write, cancellationToken) is { } failure)
                return failure;
            return write.IsNeeded ? [write] : Array.Empty<RecordWrite>();
        }, cancellationToken);

    public Task<Result<Record>> DeleteAsync(string entity, Guid id, long? expectedVersion, Caller caller, CancellationToken cancellationToken) =>
        ChangeAsync(entity, id, trashed: false, expectedVersion, caller, (session, definition, record) => new TrashBin(session, rules, caller).DeleteAsync(definition, record, cancellationToken), cancellationToken);

    public Task<Result<Record>> RestoreAsync(string entity, Guid id, Caller caller, CancellationToken cancellationToken) =>
        ChangeAsync(entity, id, trashed: true, null, caller, (session, definition, record) => new TrashBin(session, rules, caller).RestoreAsync(definition, record, cancellationToken), cancellationToken);

    public async Task<Result<IReadOnlyList<Result<Guid>>>> CreateManyAsync(string entity, IReadOnlyList<RecordInput> inputs, Caller caller, CancellationToken cancellationToken)
    {
        if (Authorize(entity, caller) is { } refused)
            return refused;
        await using var session = await RecordSession.OpenAsync(records, time, cancellationToken);
        if (session.Model.Snapshot.Entity(entity) is not { } definition)
            return Failures.UnknownEntity(entity);

        var outcomes = new List<Result<Guid>>(inputs.Count);
        foreach (var chunk in inputs.Chunk(ChunkSize))
            outcomes.AddRange(await CreateChunkAsync(session, definition, chunk, caller, cancellationToken));
        await session.CommitAsync(cancellationToken);
        return outcomes;
    }

    public async Task<Result<int>> CreateAllAsync(IReadOnlyList<NewRecords> batches, Caller caller, CancellationToken cancellationToken)
    {
        foreach (var batch in batches)
            if (Authorize(batch.Entity, caller) is { } refused)
                return refused;
        await using var session = await RecordSession.OpenAsync(records, time, cancellationToken);
        foreach (var batch in batches)
        {
            if (session.Model.Snapshot.Entity(batch.Entity) is not { } definition)
                return Failures.UnknownEntity(batch.Entity);
            foreach (var chunk in batch.Inputs.Chunk(ChunkSize))
                foreach (var outcome in await CreateChunkAsync(session, definition, chunk, caller, cancellationToken))
                    if (!outcome.IsSuccess)
                        return outcome.Failure;
        }
        await session.CommitAsync(cancellationToken);
        return batches.Sum(b => b.Inputs.Count);
    }

    private async Task<IReadOnlyList<Result<Guid>>> CreateChunkAsync(RecordSession session, EntityDefinition definition, RecordInput[] inputs, Caller caller, CancellationToken cancellationToken)
    {
        var made = new Result<RecordWrite>[inputs.Length];
        for (var i = 0; i < inputs.Length; i++)
        {
            made[i] = await MakeAsync(session, definition, inputs[i], inputs.Length - i, caller, cancellationToken);
            if (made[i].IsSuccess)
                session.Lookups.Add(definition.Name, made[i].Value.Record.Id);
        }
        return await BatchInsert.RunAsync(pipeline, session, made, cancellationToken);
    }

    private async Task<Result<RecordWrite>> MakeAsync(RecordSession session, EntityDefinition definition, RecordInput input, int ahead, Caller caller, CancellationToken cancellationToken)
    {
        var record = session.Model.NewRecord(definition.Name);
        record.Id = input.Id ?? Guid.CreateVersion7(time.GetUtcNow());
        var write = new RecordWrite(session, rules.Of(session.Model, definition), WriteKind.Create, record, caller) { Input = input, Ahead = ahead };
        return await pipeline.PrepareAsync(write, cancellationToken) is { } failure ? failure : write;
    }

    /// <summary>Loads one record in a write turn of its own, lets <paramref name="change"/> work out what is to be saved, and commits that.</summary>
    private async Task<Result<Record>> ChangeAsync(
        string entity, Guid id, bool trashed, long? expectedVersion, Caller caller, Func<RecordSession, EntityDefinition, StoredRecord, Task<Result<IReadOnlyList<RecordWrite>>>> change, CancellationToken cancellationToken)
    {
        if (Authorize(entity, caller) is { } refused)
            return refused;
        await using var session = await RecordSession.OpenAsync(records, time, cancellationToken);
        if (session.Model.Snapshot.Entity(entity) is not { } definition)
            return Failures.UnknownEntity(entity);
        if (await FindAsync(session, entity, id, trashed, cancellationToken) is not { } record)
            return Failures.UnknownRecord(definition);
        if (expectedVersion is { } expected && expected != record.Version)
            return Failures.Changed(definition);
        var writes = await change(session, definition, record);
        if (!writes.IsSuccess)
            return writes.Failure;
        return await CommitAsync(session, writes.Value, cancellationToken) is { } failure ? failure : record;
    }

    private async Task<Failure?> CommitAsync(RecordSession session, IReadOnlyList<RecordWrite> writes, CancellationToken cancellationToken)
    {
        if (await pipeline.SaveAsync(session, writes, cancellationToken) is { } failure)
            return failure;
        await session.CommitAsync(cancellationToken);
        return null;
    }

    private static Task<StoredRecord?> FindAsync(RecordSession session, string entity, Guid id, bool trashed, CancellationToken cancellationToken) =>
        session.Context.Records(entity).AsTracking().FirstOrDefaultAsync(r => r.Id == id && (r.DeletedAt != null) == trashed, cancellationToken);

    /// <summary>The one place that decides whether a caller may write an entity's records.</summary>
    private Forbidden? Authorize(string entity, Caller caller)
    {
        if (!caller.May(CallerRights.Write))
            return Failures.MayNotWrite;
        return records.Current.Snapshot.Entity(entity) is { System: true } system && !caller.IsPlatform ? Failures.SystemEntity(system) : null;
    }
}
