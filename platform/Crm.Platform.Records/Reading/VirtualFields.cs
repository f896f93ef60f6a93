using System.Collections.Immutable;
using Crm.Platform.Abstractions;
using Crm.Platform.Expressions.Checking;
using Crm.Platform.Expressions.Evaluation;
using Crm.Platform.Records.Rights;
using Crm.Platform.Records.Writing.Evaluation;
using Crm.Platform.Storage.Model;

namespace Crm.Platform.Records.Reading;

/// <summary>Computes formulas that are not stored for records that were read. Targets the reader may not see are not there for them.</summary>
internal sealed class VirtualFields(AccessGate gate, IFieldKindRegistry kinds, TimeProvider time)
{
    /// <summary>Sets them in place. Costs one statement per lookup that the formulas follow, and nothing for entities without such formulas.</summary>
    /// <param name="records">Of one entity, as the database has them.</param>
    public async ValueTask FillAsync(
        RecordContext context, RecordModel model, AccessProfile profile, EntityAccess access, IReadOnlyCollection<StoredRecord> records, Caller caller, CancellationToken cancellationToken)
    {
        var fields = Of(model, access.Whole);
        if (fields.Formulas.IsEmpty || records.Count == 0)
            return;
        var targets = new RecordTargets(entity => gate.Filled(gate.Records(context, profile.Access(entity)!, AccessAction.Read), caller));
        await targets.LoadAsync(records, fields.Ways, cancellationToken);
        var evaluation = new EvaluationContext(time) { UserId = caller.UserId, Zone = caller.Zone, Lookups = targets };
        foreach (var record in records)
            foreach (var (field, formula) in fields.Formulas)
                record[field.Name] = formula.Code.Evaluate(record, evaluation);
    }

    private OfEntity Of(RecordModel model, EntityDefinition entity) => model.Derived(entity.Name, definition =>
    {
        var formulas = definition.Fields.Where(f => f.IsVirtual).Select(f => (f, CompiledExpression.Value(f.Formula!, f, definition, model.Snapshot, kinds))).ToImmutableArray();
        return new OfEntity(formulas, LookupWays.Of(formulas.Select(f => f.Item2.Typed)));
    });

    private sealed record OfEntity(ImmutableArray<(FieldDefinition Field, CompiledExpression Formula)> Formulas, ImmutableArray<ImmutableArray<LookupStep>> Ways);
}
