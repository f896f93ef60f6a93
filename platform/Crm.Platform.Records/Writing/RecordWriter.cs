using Crm.Platform.Abstractions;
using Crm.Platform.Records.Reading;
using Crm.Platform.Records.Rights;
using Crm.Platform.Storage.Model;

namespace Crm.Platform.Records.Writing;

/// <inheritdoc/>
internal sealed class RecordWriter(IRecordDatabase records, SessionWrites writes, VirtualFields virtuals, AccessGate gate, TimeProvider time) : IRecordWriter
{
    /// <summary>Rows saved at once by <see cref="CreateManyAsync"/>; a taken key makes this many be saved one by one.</summary>
    private const int ChunkSize = 200;

    private RecordSession? _joined;

    public Task<Result<Record>> CreateAsync(string entity, RecordInput input, Caller caller, CancellationToken cancellationToken) =>
        WithinAsync(entity, AccessAction.Create, caller, (session, access) => ShownAsync(session, access, caller, writes.CreateAsync(session, access, input, caller, cancellationToken), cancellationToken), cancellationToken);

    public Task<Result<Record>> UpdateAsync(string entity, Guid id, RecordInput input, long? expectedVersion, Caller caller, CancellationToken cancellationToken) =>
        ChangeAsync(entity, new RecordChange(id, RecordChangeKind.Update) { Input = input, ExpectedVersion = expectedVersion }, caller, cancellationToken);

    public Task<Result<Record>> DeleteAsync(string entity, Guid id, long? expectedVersion, Caller caller, CancellationToken cancellationToken) =>
        ChangeAsync(entity, new RecordChange(id, RecordChangeKind.Delete) { ExpectedVersion = expectedVersion }, caller, cancellationToken);

    public Task<Result<Record>> RestoreAsync(string entity, Guid id, Caller caller, CancellationToken cancellationToken) =>
        ChangeAsync(entity, new RecordChange(id, RecordChangeKind.Restore), caller, cancellationToken);

    public Task<Result<IReadOnlyList<Result<Guid>>>> CreateManyAsync(string entity, IReadOnlyList<RecordInput> inputs, Caller caller, CancellationToken cancellationToken) =>
        WithinAsync<IReadOnlyList<Result<Guid>>>(entity, AccessAction.Create, caller, async (session, access) =>
        {
            var outcomes = new List<Result<Guid>>(inputs.Count);
            foreach (var chunk in inputs.Chunk(ChunkSize))
                outcomes.AddRange(await writes.CreateAsync(session, access, chunk, caller, cancellationToken));
            return outcomes;
        }, cancellationToken);

    public Task<Result<IReadOnlyList<Result<Guid>>>> ChangeManyAsync(string entity, IReadOnlyList<RecordChange> changes, Caller caller, CancellationToken cancellationToken) =>
        WithinAsync<IReadOnlyList<Result<Guid>>>(entity, null, caller, async (session, access) => (Result<IReadOnlyList<Result<Guid>>>)(
            await BatchChange.RunAsync(session, changes, change => writes.ChangeAsync(session, access, change, caller, cancellationToken), cancellationToken)), cancellationToken);

    public async Task<Result<int>> CreateAllAsync(IReadOnlyList<NewRecords> batches, Caller caller, CancellationToken cancellationToken)
    {
        foreach (var batch in batches)
            if (Authorize(batch.Entity, caller) is { } refused)
                return refused;
        return await InSessionAsync<int>(session => CreateAllAsync(session, batches, caller, cancellationToken), cancellationToken);
    }

    /// <summary>Does several writes in one transaction: all of them are kept when the work succeeds, none when it fails.</summary>
    /// <param name="work">Must write by the writer it is given and no other: there may be one transaction at a time.</param>
    public Task<Result<T>> TransactAsync<T>(Func<IRecordWriter, Task<Result<T>>> work, CancellationToken cancellationToken) =>
        InSessionAsync(session => work(new RecordWriter(records, writes, virtuals, gate, time) { _joined = session }), cancellationToken);

    private async Task<Result<int>> CreateAllAsync(RecordSession session, IReadOnlyList<NewRecords> batches, Caller caller, CancellationToken cancellationToken)
    {
        foreach (var batch in batches)
        {
            var access = Access(session, batch.Entity, AccessAction.Create, caller);
            if (!access.IsSuccess)
                return access.Failure;
            foreach (var chunk in batch.Inputs.Chunk(ChunkSize))
                foreach (var outcome in await writes.CreateAsync(session, access.Value, chunk, caller, cancellationToken))
                    if (!outcome.IsSuccess)
                        return outcome.Failure;
        }
        return batches.Sum(b => b.Inputs.Count);
    }

    private Task<Result<Record>> ChangeAsync(string entity, RecordChange change, Caller caller, CancellationToken cancellationToken) =>
        WithinAsync(entity, null, caller, (session, access) => ShownAsync(session, access, caller, writes.ChangeAsync(session, access, change, caller, cancellationToken), cancellationToken), cancellationToken);

    /// <param name="action">What must be allowed with some record at least; <see langword="null"/> when it is asked record by record.</param>
    private async Task<Result<T>> WithinAsync<T>(string entity, AccessAction? action, Caller caller, Func<RecordSession, EntityAccess, Task<Result<T>>> work, CancellationToken cancellationToken)
    {
        if (Authorize(entity, caller) is { } refused)
            return refused;
        return await InSessionAsync(
            async session =>
            {
                var access = Access(session, entity, action, caller);
                return access.IsSuccess ? await work(session, access.Value) : access.Failure;
            },
            cancellationToken);
    }

    /// <summary>Commits what succeeds; disposing the session undoes the rest. Within a transaction of several writes that is left to its end.</summary>
    private async Task<Result<T>> InSessionAsync<T>(Func<RecordSession, Task<Result<T>>> work, CancellationToken cancellationToken)
    {
        if (_joined is { } joined)
        {
            var part = await work(joined);
            // Each save looks at everything that is tracked.
            joined.Context.ChangeTracker.Clear();
            return part;
        }

        await using var session = await RecordSession.OpenAsync(records, time, cancellationToken);
        var outcome = await work(session);
        if (outcome.IsSuccess)
            await session.CommitAsync(cancellationToken);
        return outcome;
    }

    private Result<EntityAccess> Access(RecordSession session, string entity, AccessAction? action, Caller caller)
    {
        if (gate.Profile(session.Model, caller).Access(entity) is not { } access)
            return Failures.UnknownEntity(entity);
        return action is { } needed && !access.May(needed) ? Failures.MayNot(needed, access.Whole) : access;
    }

    /// <summary>Shows what was saved as its sender may see it: writing is no way of reading.</summary>
    private async Task<Result<Record>> ShownAsync(RecordSession session, EntityAccess access, Caller caller, Task<Result<StoredRecord>> saving, CancellationToken cancellationToken)
    {
        var saved = await saving;
        if (!saved.IsSuccess)
            return saved.Failure;
        var record = saved.Value;
        if (!await gate.MayAsync(session.Context, access, AccessAction.Read, record, caller, cancellationToken))
            return access.Blank(record);
        await virtuals.FillAsync(session.Context, session.Model, gate.Profile(session.Model, caller), access, [record], caller, cancellationToken);
        return access.Masked(record);
    }

    /// <summary>What is refused before a turn to write is waited for.</summary>
    private Forbidden? Authorize(string entity, Caller caller)
    {
        if (!caller.May(CallerRights.Write))
            return Failures.MayNotWrite;
        return records.Current.Snapshot.Entity(entity) is { System: true } system && !caller.IsPlatform ? Failures.SystemEntity(system) : null;
    }
}
