using Crm.Platform.Abstractions;
using Crm.Platform.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace Crm.Platform.Records.Writing;

/// <inheritdoc/>
internal sealed class RecordWriter(IRecordDatabase records, IFieldKindRegistry kinds, Formulas formulas, TimeProvider time) : IRecordWriter
{
    /// <summary>Rows saved at once by <see cref="CreateManyAsync"/>; a taken key makes this many be saved one by one.</summary>
    private const int ChunkSize = 200;

    public async Task<Result<Record>> CreateAsync(string entity, RecordInput input, Caller caller, CancellationToken cancellationToken)
    {
        if (Authorize(entity, caller) is { } refused)
            return refused;
        await using var session = await RecordSession.OpenAsync(records, cancellationToken);
        if (session.Model.Snapshot.Entity(entity) is not { } definition)
            return Failures.UnknownEntity(entity);

        var made = await MakeAsync(session, definition, input, caller, cancellationToken);
        if (!made.IsSuccess)
            return made.Failure;
        session.Context.Records(entity).Add(made.Value);
        return await session.CommitAsync(definition, cancellationToken) is { } failure ? failure : made.Value;
    }

    public Task<Result<Record>> UpdateAsync(string entity, Guid id, RecordInput input, long? expectedVersion, Caller caller, CancellationToken cancellationToken) =>
        ChangeAsync(entity, id, trashed: false, expectedVersion, caller, async (session, definition, record) =>
        {
            var rules = Rules(session.Model, entity);
            var problems = new List<Problem>();
            var changed = InputCheck.Apply(rules, record, input, problems);
            await session.Lookups.RunAsync(rules, record, changed, problems, cancellationToken);
            if (problems.Count > 0)
                return Rejected(definition, problems);
            if (changed.Count == 0)
                return null;
            formulas.Compute(session.Model, definition, record, caller);
            Stamp(record, caller);
            return null;
        }, cancellationToken);

    public Task<Result<Record>> DeleteAsync(string entity, Guid id, long? expectedVersion, Caller caller, CancellationToken cancellationToken) =>
        ChangeAsync(entity, id, trashed: false, expectedVersion, caller, (session, definition, record) =>
            new TrashBin(session, Now(), caller).DeleteAsync(definition, record, cancellationToken), cancellationToken);

    public Task<Result<Record>> RestoreAsync(string entity, Guid id, Caller caller, CancellationToken cancellationToken) =>
        ChangeAsync(entity, id, trashed: true, null, caller, async (session, definition, record) =>
        {
            await new TrashBin(session, Now(), caller).RestoreAsync(definition, record, cancellationToken);
            return null;
        }, cancellationToken);

    public async Task<Result<IReadOnlyList<Result<Guid>>>> CreateManyAsync(string entity, IReadOnlyList<RecordInput> inputs, Caller caller, CancellationToken cancellationToken)
    {
        if (Authorize(entity, caller) is { } refused)
            return refused;
        await using var session = await RecordSession.OpenAsync(records, cancellationToken);
        if (session.Model.Snapshot.Entity(entity) is not { } definition)
            return Failures.UnknownEntity(entity);

        var outcomes = new List<Result<Guid>>(inputs.Count);
        foreach (var chunk in inputs.Chunk(ChunkSize))
            outcomes.AddRange(await CreateChunkAsync(session, definition, chunk, caller, cancellationToken));
        await session.Context.Database.CommitTransactionAsync(cancellationToken);
        return outcomes;
    }

    public async Task<Result<int>> CreateAllAsync(IReadOnlyList<NewRecords> batches, Caller caller, CancellationToken cancellationToken)
    {
        foreach (var batch in batches)
            if (Authorize(batch.Entity, caller) is { } refused)
                return refused;
        await using var session = await RecordSession.OpenAsync(records, cancellationToken);
        foreach (var batch in batches)
        {
            if (session.Model.Snapshot.Entity(batch.Entity) is not { } definition)
                return Failures.UnknownEntity(batch.Entity);
            foreach (var chunk in batch.Inputs.Chunk(ChunkSize))
                foreach (var outcome in await CreateChunkAsync(session, definition, chunk, caller, cancellationToken))
                    if (!outcome.IsSuccess)
                        return outcome.Failure;
        }
        await session.Context.Database.CommitTransactionAsync(cancellationToken);
        return batches.Sum(b => b.Inputs.Count);
    }

    private async Task<IReadOnlyList<Result<Guid>>> CreateChunkAsync(RecordSession session, EntityDefinition definition, RecordInput[] inputs, Caller caller, CancellationToken cancellationToken)
    {
        var made = new Result<StoredRecord>[inputs.Length];
        for (var i = 0; i < inputs.Length; i++)
        {
            made[i] = await MakeAsync(session, definition, inputs[i], caller, cancellationToken);
            if (made[i].IsSuccess)
                session.Lookups.Add(definition.Name, made[i].Value.Id);
        }
        return await BatchInsert.RunAsync(session, definition, made, cancellationToken);
    }

    private async Task<Result<StoredRecord>> MakeAsync(RecordSession session, EntityDefinition definition, RecordInput input, Caller caller, CancellationToken cancellationToken)
    {
        var rules = Rules(session.Model, definition.Name);
        var record = session.Model.NewRecord(definition.Name);
        record.Id = input.Id ?? Guid.CreateVersion7(time.GetUtcNow());
        record.OwnerId = caller.UserId;
        foreach (var (field, value) in rules.Defaults)
            if (!input.Values.ContainsKey(field))
                record[field] = value;

        var problems = new List<Problem>();
        if (input.CreatedAt is not null && !caller.IsPlatform)
            problems.Add(InputCheck.ReadOnly(SystemFields.CreatedAt));
        var changed = InputCheck.Apply(rules, record, input, problems);
        InputCheck.Require(rules, record, problems);
        await session.Lookups.RunAsync(rules, record, changed, problems, cancellationToken);
        if (problems.Count > 0)
            return Rejected(definition, problems);

        formulas.Compute(session.Model, definition, record, caller);
        Stamp(record, caller);
        record.ModifiedAt = input.CreatedAt ?? record.ModifiedAt;
        (record.CreatedAt, record.CreatedById) = (record.ModifiedAt, caller.UserId);
        return record;
    }

    /// <summary>Loads one record in a write turn of its own, lets <paramref name="change"/> work on it, and commits unless that gives a failure.</summary>
    private async Task<Result<Record>> ChangeAsync(
        string entity, Guid id, bool trashed, long? expectedVersion, Caller caller, Func<RecordSession, EntityDefinition, StoredRecord, Task<Failure?>> change, CancellationToken cancellationToken)
    {
        if (Authorize(entity, caller) is { } refused)
            return refused;
        await using var session = await RecordSession.OpenAsync(records, cancellationToken);
        if (session.Model.Snapshot.Entity(entity) is not { } definition)
            return Failures.UnknownEntity(entity);
        if (await FindAsync(session, entity, id, trashed, cancellationToken) is not { } record)
            return Failures.UnknownRecord(definition);
        if (expectedVersion is { } expected && expected != record.Version)
            return Failures.Changed(definition);
        if (await change(session, definition, record) is { } problem)
            return problem;
        return await session.CommitAsync(definition, cancellationToken) is { } failure ? failure : record;
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

    private EntityRules Rules(RecordModel model, string entity) => model.Derived(entity, definition => new EntityRules(definition, kinds));

    private void Stamp(Record record, Caller caller)
    {
        record.ModifiedAt = Now();
        record.ModifiedById = caller.UserId;
        record.Version++;
    }

    /// <summary>To the microsecond, which every database keeps.</summary>
    private DateTime Now()
    {
        var now = time.GetUtcNow().UtcDateTime;
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
    }

    private static Invalid Rejected(EntityDefinition definition, List<Problem> problems) =>
        new("record.invalid", problems.Count == 1 ? problems[0].Message : $"This {definition.Title.ToLowerInvariant()} has {problems.Count} problems.", [.. problems]);
}
