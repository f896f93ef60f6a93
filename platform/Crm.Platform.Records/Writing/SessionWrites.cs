using Crm.Platform.Abstractions;
using Crm.Platform.Records.Rights;
using Crm.Platform.Records.Writing.Evaluation;
using Crm.Platform.Records.Writing.Relations;
using Crm.Platform.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace Crm.Platform.Records.Writing;

/// <summary>Makes and changes records of one entity within an open session, without committing. What it tells of failures is fit for its sender.</summary>
internal sealed class SessionWrites(WritePipeline pipeline, EntityRulesSource rules, EntityExpressionsSource expressions, RelationWrites relations, AccessGate gate)
{
    public async Task<Result<StoredRecord>> CreateAsync(RecordSession session, EntityAccess access, RecordInput input, Caller caller, CancellationToken cancellationToken)
    {
        caller = Grouped(input, caller);
        var made = await MakeAsync(session, access, input, 1, caller, cancellationToken);
        if (!made.IsSuccess)
            return made.Failure;
        session.Context.Records(access.Whole.Name).Add(made.Value.Record);
        if (await pipeline.SaveAsync(session, [made.Value], cancellationToken) is { } failure)
            return SafeFailures.For(access, failure);
        return input.Relations.Count == 0 ? made.Value.Record : await RelateAsync(session, access, made.Value.Record, input, caller, cancellationToken);
    }

    /// <summary>Creates some at once; one that is refused does not hold back the others.</summary>
    public async Task<IReadOnlyList<Result<Guid>>> CreateAsync(RecordSession session, EntityAccess access, RecordInput[] inputs, Caller caller, CancellationToken cancellationToken)
    {
        if (inputs.Any(i => i.Relations.Count > 0))
            return await CreateEachAsync(session, access, inputs, caller, cancellationToken);
        await session.Targets.LoadAsync(inputs, expressions.Of(session.Model, access.Whole).Ways, cancellationToken);
        await session.Lookups.LoadAsync(inputs, rules.Of(session.Model, access.Whole), caller, gate, cancellationToken);
        var made = new Result<RecordWrite>[inputs.Length];
        for (var i = 0; i < inputs.Length; i++)
        {
            made[i] = await MakeAsync(session, access, inputs[i], inputs.Length - i, caller, cancellationToken);
            if (!made[i].IsSuccess)
                continue;
            session.Lookups.Add(made[i].Value);
            session.Targets.Note(made[i].Value.Record);
        }
        var outcomes = await BatchInsert.RunAsync(pipeline, session, made, cancellationToken);
        return [.. outcomes.Select(o => o.IsSuccess ? o : SafeFailures.For(access, o.Failure))];
    }

    /// <summary>Loads a record, works out what is to be saved and saves that.</summary>
    public async Task<Result<StoredRecord>> ChangeAsync(RecordSession session, EntityAccess access, RecordChange change, Caller caller, CancellationToken cancellationToken)
    {
        // Whether a record that may not be seen exists, is trashed or moved on is nobody's business: it is unknown.
        if (await FindAsync(session, access.Whole.Name, change, cancellationToken) is not { } record || !await gate.MayAsync(session.Context, access, AccessAction.Read, record, caller, cancellationToken))
            return Failures.UnknownRecord(access.Whole);
        caller = Grouped(change.Input, caller);
        var action = change.Kind == RecordChangeKind.Update ? AccessAction.Update : AccessAction.Delete;
        if (!await gate.MayAsync(session.Context, access, action, record, caller, cancellationToken))
            return Failures.MayNotThis(action, access.Whole);
        if (change.ExpectedVersion is { } expected && expected != record.Version)
            return Failures.Changed(access.Whole);
        var writes = change.Kind switch
        {
            RecordChangeKind.Update => await UpdateAsync(session, access, record, change.Input!, caller, cancellationToken),
            RecordChangeKind.Delete => await new TrashBin(session, rules, gate, caller).DeleteAsync(access.Whole, record, cancellationToken),
            _ => await new TrashBin(session, rules, gate, caller).RestoreAsync(access.Whole, record, cancellationToken),
        };
        var failure = writes.IsSuccess ? await pipeline.SaveAsync(session, writes.Value, cancellationToken) : writes.Failure;
        if (failure is not null)
            return SafeFailures.For(access, failure);
        return change.Input is { Relations.Count: > 0 } input ? await RelateAsync(session, access, record, input, caller, cancellationToken) : record;
    }

    /// <summary>A write of several records is one group of changes, to be found and taken back as one.</summary>
    private static Caller Grouped(RecordInput? input, Caller caller) =>
        input is { Relations.Count: > 0 } && caller.ChangeSet is null ? caller with { ChangeSet = Guid.CreateVersion7() } : caller;

    /// <summary>Writes the record's relations, and reads the record as it is then: with its version and what follows from the others.</summary>
    private async Task<Result<StoredRecord>> RelateAsync(RecordSession session, EntityAccess access, StoredRecord record, RecordInput input, Caller caller, CancellationToken cancellationToken)
    {
        if (await relations.RunAsync(this, session, access, record.Id, input, caller, cancellationToken) is { } failure)
            return failure;
        return await session.Context.Records(access.Whole.Name).AsNoTracking().FirstAsync(r => r.Id == record.Id, cancellationToken);
    }

    /// <summary>One by one, since each is a write of several records that stands or falls as a whole.</summary>
    private async Task<IReadOnlyList<Result<Guid>>> CreateEachAsync(RecordSession session, EntityAccess access, RecordInput[] inputs, Caller caller, CancellationToken cancellationToken)
    {
        var outcomes = new List<Result<Guid>>(inputs.Length);
        foreach (var input in inputs)
        {
            Result<StoredRecord> made = default;
            var failure = await session.TryAsync(async () => (made = await CreateAsync(session, access, input, caller, cancellationToken)).Failure, cancellationToken);
            outcomes.Add(failure is null ? made.Value.Id : failure);
        }
        return outcomes;
    }

    private async Task<Result<RecordWrite>> MakeAsync(RecordSession session, EntityAccess access, RecordInput input, int ahead, Caller caller, CancellationToken cancellationToken)
    {
        var record = session.Model.NewRecord(access.Whole.Name);
        record.Id = input.Id ?? session.NewId();
        var write = new RecordWrite(session, rules.Of(session.Model, access.Whole), WriteKind.Create, record, caller) { Access = access, Input = input, Ahead = ahead };
        return await pipeline.PrepareAsync(write, cancellationToken) is { } failure ? SafeFailures.For(access, failure) : write;
    }

    private async Task<Result<IReadOnlyList<RecordWrite>>> UpdateAsync(RecordSession session, EntityAccess access, StoredRecord record, RecordInput input, Caller caller, CancellationToken cancellationToken)
    {
        var write = new RecordWrite(session, rules.Of(session.Model, access.Whole), WriteKind.Update, record, caller) { Access = access, Input = input, Before = record.Copy() };
        if (await pipeline.PrepareAsync(write, cancellationToken) is { } failure)
            return failure;
        return write.IsNeeded ? [write] : Array.Empty<RecordWrite>();
    }

    private static Task<StoredRecord?> FindAsync(RecordSession session, string entity, RecordChange change, CancellationToken cancellationToken)
    {
        var records = session.Context.Records(entity).AsTracking();
        var held = change.Kind == RecordChangeKind.Delete ? records.HeldForRemoval() : records.HeldForChange();
        return (change.Kind == RecordChangeKind.Restore ? held.Where(r => r.DeletedAt != null) : held.Where(r => r.DeletedAt == null)).FirstOrDefaultAsync(r => r.Id == change.Id, cancellationToken);
    }
}
