using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Crm.Platform.Abstractions;
using Crm.Platform.Expressions.Checking;
using Crm.Platform.Expressions.Evaluation;
using Crm.Platform.Expressions.Syntax;
using Crm.Platform.Metadata.Definitions;
using Crm.Platform.Metadata.Snapshots;
using Crm.Platform.Records.Rights;
using Crm.Platform.Screens.Fields;

namespace Crm.Platform.Screens.Records;

/// <inheritdoc/>
/// <remarks>Records on a screen are without what is hidden from the person, so an expression over that cannot be answered here: the server decides.</remarks>
internal sealed class ExpressionConditions(IRights rights, IFieldKindRegistry kinds, TimeProvider time) : IFormConditions
{
    // By the definitions as somebody sees them: others see fewer fields, and a field may have changed its type in the next snapshot.
    private readonly ConditionalWeakTable<MetadataSnapshot, ConcurrentDictionary<(string Entity, string Condition), RecordExpression?>> _compiled = [];

    private readonly ConditionalWeakTable<MetadataSnapshot, ConcurrentDictionary<(string Entity, string Field), RecordExpression?>> _formulas = [];

    public FieldState Of(FormField field, RecordDraft draft, Record preview, Caller caller)
    {
        // As the person knows it: a role may have made it read-only.
        var definition = draft.Field(field.Field)!.Field;
        var asked = new Asked(this, rights.SeenBy(caller), preview, Context(draft, preview, caller));
        return new FieldState(
            (asked.Holds(definition.VisibleWhen) ?? true) && (asked.Holds(field.Visible) ?? true),
            definition.Required || asked.Holds(definition.RequiredWhen) == true || asked.Holds(field.Required) == true,
            // Only stored values are locked by the entity.
            definition.ReadOnly || (draft.Original is not null && asked.Holds(definition.ReadOnlyWhen) == true) || asked.Holds(field.ReadOnly) == true)
        {
            Options = Options(definition, asked),
        };
    }

    public object? Default(FieldDefinition field, RecordDraft draft, Caller caller)
    {
        var preview = draft.Preview();
        var value = CompileValue(field.DefaultFormula!, field, draft.Entity, rights.SeenBy(caller))?.Evaluate(preview, Context(draft, preview, caller));
        return value is not null && kinds.Get(field).Check(value, field) is { IsSuccess: true, Value: not "" } kept ? kept.Value : null;
    }

    public object? Formula(FieldDefinition field, RecordDraft draft, Record preview, Caller caller)
    {
        var seen = rights.SeenBy(caller);
        var formula = _formulas.GetOrCreateValue(seen).GetOrAdd((draft.Entity.Name, field.Name), _ => CompileValue(field.Formula!, field, draft.Entity, seen));
        return formula?.Evaluate(preview, Context(draft, preview, caller)) is { } value && kinds.Get(field).Check(value, field) is { IsSuccess: true } kept ? kept.Value : null;
    }

    private EvaluationContext Context(RecordDraft draft, Record preview, Caller caller) =>
        new(time) { UserId = caller.UserId, Zone = caller.Zone, Lookups = new DraftTargets(draft, preview) };

    private FieldOptions? Options(FieldDefinition field, Asked asked)
    {
        if (field.OptionsWhen is { } condition)
            return OptionFilter.Of(condition, field, asked.Record, asked.Context.Lookups!, asked.Seen, kinds) is { } filter ? new FieldOptions([], filter) : null;
        return field.Choices.Any(c => c.When is not null) ? new FieldOptions([.. field.Choices.Where(c => asked.Holds(c.When) ?? true)], null) : null;
    }

    private RecordExpression? Find(string condition, EntityDefinition entity, MetadataSnapshot seen) =>
        _compiled.GetOrCreateValue(seen).GetOrAdd((entity.Name, condition), _ => Compile(condition, entity, seen));

    private RecordExpression? Compile(string condition, EntityDefinition entity, MetadataSnapshot seen)
    {
        var parsed = ExpressionParser.Parse(condition);
        if (!parsed.IsSuccess)
            return null;
        var typed = ExpressionChecker.CheckCondition(parsed.Value, entity, seen, kinds);
        return typed.IsSuccess ? RecordExpression.Compile(typed.Value) : null;
    }

    private RecordExpression? CompileValue(string expression, FieldDefinition field, EntityDefinition entity, MetadataSnapshot seen)
    {
        var parsed = ExpressionParser.Parse(expression);
        var typed = parsed.IsSuccess ? ExpressionChecker.CheckValue(parsed.Value, field, entity, seen, kinds) : parsed.Failure;
        return typed.IsSuccess ? RecordExpression.Compile(typed.Value) : null;
    }

    /// <summary>The conditions of one field, asked for one record.</summary>
    private sealed record Asked(ExpressionConditions Conditions, MetadataSnapshot Seen, Record Record, EvaluationContext Context)
    {
        public bool? Holds(string? condition) =>
            string.IsNullOrWhiteSpace(condition) ? null : Conditions.Find(condition, Record.Layout.Entity, Seen)?.Holds(Record, Context);
    }
}
