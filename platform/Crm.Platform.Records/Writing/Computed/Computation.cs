using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Snapshots.Computed;
using Crm.Platform.Records.Writing.Evaluation;
using Crm.Platform.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace Crm.Platform.Records.Writing.Computed;

/// <summary>Computes fields of many records in one transaction and keeps track of what changed by it.</summary>
/// <param name="sight">Entities as the caller knows them.</param>
internal sealed class Computation(RecordSession session, ComputedModel model, RollupQuery rollups, Caller caller, Func<string, EntityDefinition?> sight)
{
    private readonly Dictionary<(string Entity, Guid Id), TouchedRecord> _touched = [];
    private bool _unsaved;

    public IEnumerable<TouchedRecord> Touched => _touched.Values;

    /// <summary>Takes in a record the caller wrote.</summary>
    public TouchedRecord Add(RecordWrite write) => Add(TouchedRecord.Written(write));

    public TouchedRecord Add(TouchedRecord touched) => _touched[(touched.Record.Layout.Entity.Name, touched.Record.Id)] = touched;

    /// <summary>Computes one field of these records anew.</summary>
    /// <returns>Whether one of them got another value.</returns>
    public async Task<bool> RunAsync(int rank, IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        var code = model[rank];
        var records = await LoadAsync(code.Field.Entity, ids, cancellationToken);
        var changed = code.Field.Rollup is { } rollup ? await SumAsync(code, rollup, records, cancellationToken) : await EvaluateAsync(code, records, cancellationToken);
        if (changed)
            _unsaved = true;
        return changed;
    }

    public async Task<Failure?> SaveAsync(CancellationToken cancellationToken)
    {
        if (!_unsaved)
            return null;
        _unsaved = false;
        return await session.SaveAsync(null, sight, cancellationToken);
    }

    private async Task<bool> EvaluateAsync(ComputedCode code, List<TouchedRecord> records, CancellationToken cancellationToken)
    {
        await session.Targets.LoadAsync([.. records.Select(r => r.Record)], code.Ways, cancellationToken);
        var evaluation = session.Evaluation(caller);
        var changed = false;
        foreach (var record in records)
            changed |= Set(code, record, code.Value(record.Record, evaluation));
        return changed;
    }

    private async Task<bool> SumAsync(ComputedCode code, TypedRollup rollup, List<TouchedRecord> records, CancellationToken cancellationToken)
    {
        var values = await rollups.RunAsync(session.Context, rollup, [.. records.Select(r => r.Record.Id)], session.Evaluation(caller), cancellationToken);
        var changed = false;
        foreach (var record in records)
            changed |= Set(code, record, values.TryGetValue(record.Record.Id, out var value) ? code.Kept(value) : code.Nothing);
        return changed;
    }

    private static bool Set(ComputedCode code, TouchedRecord touched, object? value)
    {
        var field = code.Field.Field.Name;
        if (Equals(touched.Record[field], value))
            return false;
        touched.Record[field] = value;
        return touched.Computed.Add(field);
    }

    private async Task<List<TouchedRecord>> LoadAsync(EntityDefinition entity, IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        // In one order everywhere, so that two transactions do not wait for each other.
        foreach (var some in ids.Where(id => !_touched.ContainsKey((entity.Name, id))).Order().Chunk(RecordTargets.MostAtOnce))
            foreach (var record in await session.Context.Records(entity.Name).HeldForChange().AsTracking().Where(r => some.Contains(r.Id)).OrderBy(r => r.Id).ToListAsync(cancellationToken))
            {
                session.Targets.Note(record);
                _touched[(entity.Name, record.Id)] = TouchedRecord.Loaded(record);
            }
        return [.. ids.Select(id => _touched.GetValueOrDefault((entity.Name, id))).OfType<TouchedRecord>()];
    }
}
