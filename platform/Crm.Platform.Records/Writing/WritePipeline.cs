using System.Collections.Immutable;
using Crm.Platform.Abstractions;
using Crm.Platform.Records.Rights;
using Crm.Platform.Records.Writing.Computed;
using Crm.Platform.Storage.Model;

namespace Crm.Platform.Records.Writing;

/// <summary>The order in which a write happens: values in, checks, computed values, save, what the save causes.</summary>
internal sealed class WritePipeline(IEnumerable<IWriteStep> steps, IEnumerable<IWriteEffect> effects, ComputedEffect computed, OwnerVersions owners, AccessGate gate)
{
    private readonly ImmutableArray<IWriteStep> _steps = [.. steps.OrderBy(s => s.Stage)];
    private readonly ImmutableArray<IWriteEffect> _effects = [.. effects];

    /// <summary>Brings the record into the state to be saved; an <see cref="Invalid"/> lists every problem.</summary>
    public async ValueTask<Failure?> PrepareAsync(RecordWrite write, CancellationToken cancellationToken)
    {
        foreach (var step in _steps)
        {
            if (step.Stage == WriteStage.Compute && (write.Problems.Count > 0 || !write.IsNeeded))
                break;
            await step.RunAsync(write, cancellationToken);
        }
        return write.Problems.Count == 0 ? null : Rejected(write);
    }

    /// <summary>Saves prepared changes with what they cause, without committing.</summary>
    public async ValueTask<Failure?> SaveAsync(RecordSession session, IReadOnlyList<RecordWrite> writes, CancellationToken cancellationToken)
    {
        if (writes.Count == 0)
            return null;
        if (await session.SaveAsync(writes[0].Entity, gate.Sight(session.Model, writes[0].Caller), cancellationToken) is { } failure)
            return failure;
        foreach (var write in writes)
        {
            session.Lookups.Note(write);
            session.Targets.Note(write.Record);
        }
        if (await owners.RunAsync(session, writes, cancellationToken) is { } uncounted)
            return uncounted;
        var consequences = await computed.RunAsync(session, writes, cancellationToken);
        if (!consequences.IsSuccess)
            return consequences.Failure;
        return await CauseAsync(session, consequences.Value.Count == 0 ? writes : [.. writes, .. consequences.Value], cancellationToken);
    }

    /// <summary>Empties a lookup whose targets are deleted for good, with what follows from it.</summary>
    /// <param name="records">Some that point at them, of one entity, tracked and held for change.</param>
    public async ValueTask<Failure?> EmptyAsync(RecordSession session, FieldDefinition lookup, IReadOnlyList<StoredRecord> records, CancellationToken cancellationToken)
    {
        var consequences = await computed.EmptyAsync(session, lookup, records, cancellationToken);
        return consequences is { IsSuccess: true, Value.Count: > 0 } ? await CauseAsync(session, consequences.Value, cancellationToken) : consequences.Failure;
    }

    private async ValueTask<Failure?> CauseAsync(RecordSession session, IReadOnlyList<RecordWrite> writes, CancellationToken cancellationToken)
    {
        foreach (var effect in _effects)
            if (await effect.RunAsync(session, writes, cancellationToken) is { } refused)
                return refused;
        return null;
    }

    private static Invalid Rejected(RecordWrite write) => new(
        "record.invalid",
        write.Problems.Count == 1 ? write.Problems[0].Message : $"This {write.Entity.Title.ToLowerInvariant()} has {write.Problems.Count} problems.",
        [.. write.Problems]);
}
