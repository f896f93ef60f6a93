using Crm.Platform.Abstractions;
using Crm.Platform.Records.Reading;
using Crm.Platform.Records.Rights;
using Crm.Platform.Records.Writing.Evaluation;
using Crm.Platform.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace Crm.Platform.Records.Writing;

/// <inheritdoc/>
internal sealed class RecordWriter(
    IRecordDatabase records, WritePipeline pipeline, EntityRulesSource rules, EntityExpressionsSource expressions, VirtualFields virtuals, AccessGate gate, TimeProvider time) : IRecordWriter
{
    /// <summary>Rows saved at once by <see cref="CreateManyAsync"/>; a taken key makes this many be saved one by one.</summary>
    private const int ChunkSize = 200;

    public async Task<Result<Record>> CreateAsync(string entity, RecordInput input, Caller caller, CancellationToken cancellationToken)
    {
        if (Authorize(entity, caller) is { } refused)
            return refused;
        await using var session = await RecordSession.OpenAsync(records, time, cancellationToken);
        if (gate.Profile(session.Model, caller).Access(entity) is not { } access)
            return Failures.UnknownEntity(entity);
        if (!access.May(AccessAction.Create))
            return Failures.MayNot(AccessAction.Create, access.Whole);

        var made = await MakeAsync(session, access, input, 1, caller, cancellationToken);
        if (!made.IsSuccess)
            return made.Failure;
        session.Context.Records(entity).Add(made.Value.Record);
        return await CommitAsync(session, access, [made.Value], cancellationToken) is { } failure ? failure : await ShownAsync(session, access, made.Value.Record, caller, cancellationToken);
    }

    public Task<Result<Record>> UpdateAsync(string entity, Guid id, RecordInput input, long? expectedVersion, Caller caller, CancellationToken cancellationToken) =>
        ChangeAsync(entity, new RecordChange(id, RecordChangeKind.Update) { Input = input, ExpectedVersion = expectedVersion }, caller, cancellationToken);

    public Task<Result<Record>> DeleteAsync(string entity, Guid id, long? expectedVersion, Caller caller, CancellationToken cancellationToken) =>
        ChangeAsync(entity, new RecordChange(id, RecordChangeKind.Delete) { ExpectedVersion = expectedVersion }, caller, cancellationToken);

    public Task<Result<Record>> RestoreAsync(string entity, Guid id, Caller caller, CancellationToken cancellationToken) =>
        ChangeAsync(entity, new RecordChange(id, RecordChangeKind.Restore), caller, cancellationToken);

    public async Task<Result<IReadOnlyList<Result<Guid>>>> CreateManyAsync(string entity, IReadOnlyList<RecordInput> inputs, Caller caller, CancellationToken cancellationToken)
    {
        if (Authorize(entity, caller) is { } refused)
            return refused;
        await using var session = await RecordSession.OpenAsync(records, time, cancellationToken);
        if (gate.Profile(session.Model, caller).Access(entity) is not { } access)
            return Failures.UnknownEntity(entity);
        if (!access.May(AccessAction.Create))
            return Failures.MayNot(AccessAction.Create, access.Whole);

        var outcomes = new List<Result<Guid>>(inputs.Count);
        foreach (var chunk in inputs.Chunk(ChunkSize))
            outcomes.AddRange(await CreateChunkAsync(session, access, chunk, caller, cancellationToken));
        await session.CommitAsync(cancellationToken);
        return outcomes;
    }

    public async Task<Result<IReadOnlyList<Result<Guid>>>> ChangeManyAsync(string entity, IReadOnlyList<RecordChange> changes, Caller caller, CancellationToken cancellationToken)
    {
        if (Authorize(entity, caller) is { } refused)
            return refused;
        await using var session = await RecordSession.OpenAsync(records, time, cancellationToken);
        if (gate.Profile(session.Model, caller).Access(entity) is not { } access)
            return Failures.UnknownEntity(entity);
        var outcomes = await BatchChange.RunAsync(session, changes, change => SaveAsync(session, access, change, caller, cancellationToken), cancellationToken);
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
            if (gate.Profile(session.Model, caller).Access(batch.Entity) is not { } access)
                return Failures.UnknownEntity(batch.Entity);
            if (!access.May(AccessAction.Create))
                return Failures.MayNot(AccessAction.Create, access.Whole);
            foreach (var chunk in batch.Inputs.Chunk(ChunkSize))
                foreach (var outcome in await CreateChunkAsync(session, access, chunk, caller, cancellationToken))
                    if (!outcome.IsSuccess)
                        return outcome.Failure;
        }
        await session.CommitAsync(cancellationToken);
        return batches.Sum(b => b.Inputs.Count);
    }

    private async Task<IReadOnlyList<Result<Guid>>> CreateChunkAsync(RecordSession session, EntityAccess access, RecordInput[] inputs, Caller caller, CancellationToken cancellationToken)
    {
        await session.Targets.LoadAsync(inputs, expressions.Of(session.Model, access.Whole).Ways, cancellationToken);
        var made = new Result<RecordWrite>[inputs.Length];
        for (var i = 0; i < inputs.Length; i++)
        {
            made[i] = await MakeAsync(session, access, inputs[i], inputs.Length - i, caller, cancellationToken);
            if (!made[i].IsSuccess)
                continue;
            session.Lookups.Add(access.Whole.Name, made[i].Value.Record.Id);
            session.Targets.Note(made[i].Value.Record);
        }
        var outcomes = await BatchInsert.RunAsync(pipeline, session, made, cancellationToken);
        return [.. outcomes.Select(o => o.IsSuccess ? o : SafeFailures.For(access, o.Failure))];
    }

    private async Task<Result<RecordWrite>> MakeAsync(RecordSession session, EntityAccess access, RecordInput input, int ahead, Caller caller, CancellationToken cancellationToken)
    {
        var record = session.Model.NewRecord(access.Whole.Name);
        record.Id = input.Id ?? Guid.CreateVersion7(time.GetUtcNow());
        var write = new RecordWrite(session, rules.Of(session.Model, access.Whole), WriteKind.Create, record, caller) { Access = access, Input = input, Ahead = ahead };
        return await pipeline.PrepareAsync(write, cancellationToken) is { } failure ? SafeFailures.For(access, failure) : write;
    }

    private async Task<Result<Record>> ChangeAsync(string entity, RecordChange change, Caller caller, CancellationToken cancellationToken)
    {
        if (Authorize(entity, caller) is { } refused)
            return refused;
        await using var session = await RecordSession.OpenAsync(records, time, cancellationToken);
        if (gate.Profile(session.Model, caller).Access(entity) is not { } access)
            return Failures.UnknownEntity(entity);
        var saved = await SaveAsync(session, access, change, caller, cancellationToken);
        if (!saved.IsSuccess)
            return saved.Failure;
        await session.CommitAsync(cancellationToken);
        return await ShownAsync(session, access, saved.Value, caller, cancellationToken);
    }

    /// <summary>Loads a record, works out what is to be saved and saves that, without committing.</summary>
    private async Task<Result<StoredRecord>> SaveAsync(RecordSession session, EntityAccess access, RecordChange change, Caller caller, CancellationToken cancellationToken)
    {
        // Whether a record that may not be seen exists, is trashed or moved on is nobody's business: it is unknown.
        if (await FindAsync(session, access.Whole.Name, change, cancellationToken) is not { } record || !await gate.MayAsync(session.Context, access, AccessAction.Read, record, caller, cancellationToken))
            return Failures.UnknownRecord(access.Whole);
        var action = change.Kind == RecordChangeKind.Update ? AccessAction.Update : AccessAction.Delete;
        if (!await gate.MayAsync(session.Context, access, action, record, caller, cancellationToken))
            return Failures.MayNotThis(action, access.Whole);
        if (change.ExpectedVersion is { } expected && expected != record.Version)
            return Failures.Changed(access.Whole);
        var writes = change.Kind switch
        {
            RecordChangeKind.Update => await UpdatedAsync(session, access, record, change.Input!, caller, cancellationToken),
            RecordChangeKind.Delete => await new TrashBin(session, rules, gate, caller).DeleteAsync(access.Whole, record, cancellationToken),
            _ => await new TrashBin(session, rules, gate, caller).RestoreAsync(access.Whole, record, cancellationToken),
        };
        var failure = writes.IsSuccess ? await pipeline.SaveAsync(session, writes.Value, cancellationToken) : writes.Failure;
        return failure is null ? record : SafeFailures.For(access, failure);
    }

    private async Task<Result<IReadOnlyList<RecordWrite>>> UpdatedAsync(RecordSession session, EntityAccess access, StoredRecord record, RecordInput input, Caller caller, CancellationToken cancellationToken)
    {
        var write = new RecordWrite(session, rules.Of(session.Model, access.Whole), WriteKind.Update, record, caller) { Access = access, Input = input, Before = record.Copy() };
        if (await pipeline.PrepareAsync(write, cancellationToken) is { } failure)
            return failure;
        return write.IsNeeded ? [write] : Array.Empty<RecordWrite>();
    }

    private async Task<Failure?> CommitAsync(RecordSession session, EntityAccess access, IReadOnlyList<RecordWrite> writes, CancellationToken cancellationToken)
    {
        if (await pipeline.SaveAsync(session, writes, cancellationToken) is { } failure)
            return SafeFailures.For(access, failure);
        await session.CommitAsync(cancellationToken);
        return null;
    }

    /// <summary>The saved record as its sender may see it: writing is no way of reading.</summary>
    private async Task<Record> ShownAsync(RecordSession session, EntityAccess access, StoredRecord record, Caller caller, CancellationToken cancellationToken)
    {
        if (!await gate.MayAsync(session.Context, access, AccessAction.Read, record, caller, cancellationToken))
            return access.Blank(record);
        await virtuals.FillAsync(session.Context, session.Model, gate.Profile(session.Model, caller), access, [record], caller, cancellationToken);
        return access.Masked(record);
    }

    private static Task<StoredRecord?> FindAsync(RecordSession session, string entity, RecordChange change, CancellationToken cancellationToken)
    {
        var records = session.Context.Records(entity).AsTracking();
        var held = change.Kind == RecordChangeKind.Delete ? records.HeldForRemoval() : records.HeldForChange();
        return (change.Kind == RecordChangeKind.Restore ? held.Where(r => r.DeletedAt != null) : held.Where(r => r.DeletedAt == null)).FirstOrDefaultAsync(r => r.Id == change.Id, cancellationToken);
    }

    /// <summary>What is refused before a turn to write is waited for.</summary>
    private Forbidden? Authorize(string entity, Caller caller)
    {
        if (!caller.May(CallerRights.Write))
            return Failures.MayNotWrite;
        return records.Current.Snapshot.Entity(entity) is { System: true } system && !caller.IsPlatform ? Failures.SystemEntity(system) : null;
    }
}
