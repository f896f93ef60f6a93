using System.Collections.Immutable;
using Crm.Platform.Abstractions;
using Crm.Platform.Expressions.Checking;
using Crm.Platform.Expressions.Evaluation;
using Crm.Platform.Expressions.Syntax;
using Crm.Platform.Storage.Model;

namespace Crm.Platform.Records.Writing;

/// <summary>Computes an entity's stored formulas. Compiled once per entity and snapshot.</summary>
internal sealed class Formulas(IFieldKindRegistry kinds, TimeProvider time)
{
    /// <summary>Sets every formula field of the record from its other fields; what cannot be computed becomes null.</summary>
    public void Compute(RecordModel model, EntityDefinition entity, Record record, Caller caller)
    {
        var formulas = model.Derived(entity.Name, definition => new Compiled(Compile(definition, model)));
        if (formulas.InOrder.IsEmpty)
            return;
        var context = new EvaluationContext(time) { UserId = caller.UserId };
        foreach (var (field, kind, expression) in formulas.InOrder)
            record[field.Name] = expression.Evaluate(record, context) is { } value && kind.Check(value, field) is { IsSuccess: true, Value: not "" } kept ? kept.Value : null;
    }

    private ImmutableArray<Formula> Compile(EntityDefinition entity, RecordModel model)
    {
        var formulas = entity.Fields.Where(f => f.Formula is not null).Select(f => (Field: f, Typed: Check(f, entity, model))).ToList();
        var order = ImmutableArray.CreateBuilder<Formula>(formulas.Count);
        while (formulas.Count > 0)
        {
            // One that reads no formula still to come. A circle is refused at publish.
            var next = formulas.FindIndex(f => !formulas.Exists(other => other.Field != f.Field && f.Typed.Paths.Contains(other.Field.Name)));
            if (next < 0)
                throw new InvalidOperationException($"The formulas of '{entity.Name}' form a circle.");
            order.Add(new Formula(formulas[next].Field, kinds.Get(formulas[next].Field), RecordExpression.Compile(formulas[next].Typed)));
            formulas.RemoveAt(next);
        }
        return order.ToImmutable();
    }

    /// <exception cref="InvalidOperationException">The snapshot holds a formula that does not fit: reading definitions leaves those out.</exception>
    private TypedExpression Check(FieldDefinition field, EntityDefinition entity, RecordModel model)
    {
        var node = ExpressionParser.Parse(field.Formula!);
        return (node.IsSuccess ? ExpressionChecker.CheckValue(node.Value, field, entity, model.Snapshot, kinds) : node.Failure).Value;
    }

    private sealed record Compiled(ImmutableArray<Formula> InOrder);

    private sealed record Formula(FieldDefinition Field, IFieldKind Kind, RecordExpression Expression);
}
