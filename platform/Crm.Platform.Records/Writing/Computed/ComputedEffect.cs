using Crm.Platform.Abstractions;
using Crm.Platform.Records.Rights;
using Crm.Platform.Storage.Model;

namespace Crm.Platform.Records.Writing.Computed;

/// <summary>Keeps roll-ups, and formulas over other records, fresh in the transaction that changes what they read.</summary>
/// <remarks>A value that follows is no change of its record: version and moment of the last change stay, so nobody who edits it is told of a conflict.</remarks>
internal sealed class ComputedEffect(ComputedModels models, RollupQuery rollups, EntityRulesSource rules, AccessGate gate)
{
    /// <returns>The other records that got another value, as writes of their own; or why the changes cannot stand.</returns>
    public async ValueTask<Result<IReadOnlyList<RecordWrite>>> RunAsync(RecordSession session, IReadOnlyList<RecordWrite> writes, CancellationToken cancellationToken)
    {
        var model = models.Of(session.Model);
        if (!writes.Any(w => model.Fields.OtherReadersOf(w.Entity.Name) is not null))
            return Array.Empty<RecordWrite>();

        var caller = writes[0].Caller;
        var computation = new Computation(session, model, rollups, caller, gate.Sight(session.Model, caller));
        if (await new Consequences(session, model, computation).RunAsync(writes, cancellationToken) is { } failure)
            return failure;
        return computation.Touched.Where(t => t.IsConsequence).Select(t => Write(session, t, caller)).ToList();
    }

    /// <summary>Empties a lookup of records whose target is gone for good. That is no change of theirs, for they read as empty before; what is computed from the lookup itself may change.</summary>
    /// <param name="records">Of one entity, tracked and held for change.</param>
    /// <returns>As for writes.</returns>
    public async ValueTask<Result<IReadOnlyList<RecordWrite>>> EmptyAsync(RecordSession session, FieldDefinition lookup, IReadOnlyList<StoredRecord> records, CancellationToken cancellationToken)
    {
        var emptied = records.Select(r => TouchedRecord.Emptied(r, lookup)).ToList();
        var sight = gate.Sight(session.Model, Caller.Platform);
        if (await session.SaveAsync(null, sight, cancellationToken) is { } unsaved)
            return unsaved;
        var model = models.Of(session.Model);
        var computation = new Computation(session, model, rollups, Caller.Platform, sight);
        if (await new Consequences(session, model, computation).RunAsync(emptied, cancellationToken) is { } failure)
            return failure;
        foreach (var touched in emptied)
            foreach (var field in TouchedRecord.EmptiedFields(lookup))
            {
                touched.Computed.Remove(field);
                touched.Before![field] = null;
            }
        return computation.Touched.Where(t => t.IsConsequence).Select(t => Write(session, t, Caller.Platform)).ToList();
    }

    private RecordWrite Write(RecordSession session, TouchedRecord touched, Caller caller)
    {
        var write = new RecordWrite(session, rules.Of(session.Model, touched.Record.Layout.Entity), WriteKind.Update, touched.Record, caller) { Before = touched.Before, IsConsequence = true };
        write.Changed.UnionWith(touched.Computed);
        return write;
    }
}
