using Crm.Platform.Abstractions;

namespace Crm.Platform.Records.Writing.Computed;

/// <summary>Keeps roll-ups, and formulas over other records, fresh in the transaction that changes what they read.</summary>
/// <remarks>A value that follows is no change of its record: version and moment of the last change stay, so nobody who edits it is told of a conflict.</remarks>
internal sealed class ComputedEffect(ComputedModels models, RollupQuery rollups, EntityRulesSource rules)
{
    /// <returns>The other records that got another value, as writes of their own; or why the changes cannot stand.</returns>
    public async ValueTask<Result<IReadOnlyList<RecordWrite>>> RunAsync(RecordSession session, IReadOnlyList<RecordWrite> writes, CancellationToken cancellationToken)
    {
        var model = models.Of(session.Model);
        if (!writes.Any(w => model.Fields.OtherReadersOf(w.Entity.Name) is not null))
            return Array.Empty<RecordWrite>();

        var caller = writes[0].Caller;
        var computation = new Computation(session, model, rollups, caller);
        if (await new Consequences(session, model, computation).RunAsync(writes, cancellationToken) is { } failure)
            return failure;
        return computation.Touched.Where(t => t.IsConsequence).Select(t => Write(session, t, caller)).ToList();
    }

    private RecordWrite Write(RecordSession session, TouchedRecord touched, Caller caller)
    {
        var write = new RecordWrite(session, rules.Of(session.Model, touched.Record.Layout.Entity), WriteKind.Update, touched.Record, caller) { Before = touched.Before, IsConsequence = true };
        write.Changed.UnionWith(touched.Computed);
        return write;
    }
}
