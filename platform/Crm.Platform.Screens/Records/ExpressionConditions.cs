using System.Collections.Concurrent;
using Crm.Platform.Abstractions;
using Crm.Platform.Expressions.Checking;
using Crm.Platform.Expressions.Evaluation;
using Crm.Platform.Expressions.Syntax;
using Crm.Platform.Metadata.Definitions;
using Crm.Platform.Metadata.Snapshots;
using Crm.Platform.Screens.Fields;

namespace Crm.Platform.Screens.Records;

/// <inheritdoc/>
internal sealed class ExpressionConditions(IMetadata metadata, IFieldKindRegistry kinds, TimeProvider time) : IFormConditions
{
    // Of one snapshot: a field may have changed its type in the next.
    private volatile Compiled _compiled = new(metadata.Current.Version);

    public FieldState Of(FormField field, RecordDraft draft, Record preview, Caller caller)
    {
        // As the person knows it: a role may have made it read-only.
        var definition = draft.Field(field.Field)!.Field;
        var asked = new Asked(this, preview, Context(draft, preview, caller));
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
        var parsed = ExpressionParser.Parse(field.DefaultFormula!);
        var typed = parsed.IsSuccess ? ExpressionChecker.CheckValue(parsed.Value, field, draft.Entity, metadata.Current, kinds) : parsed.Failure;
        var value = typed.IsSuccess ? RecordExpression.Compile(typed.Value).Evaluate(preview, Context(draft, preview, caller)) : null;
        return value is not null && kinds.Get(field).Check(value, field) is { IsSuccess: true, Value: not "" } kept ? kept.Value : null;
    }

    private EvaluationContext Context(RecordDraft draft, Record preview, Caller caller) =>
        new(time) { UserId = caller.UserId, Zone = caller.Zone, Lookups = new DraftTargets(draft, preview) };

    private FieldOptions? Options(FieldDefinition field, Asked asked)
    {
        if (field.OptionsWhen is { } condition)
            return OptionFilter.Of(condition, field, asked.Record, asked.Context.Lookups!, metadata.Current, kinds) is { } filter ? new FieldOptions([], filter) : null;
        return field.Choices.Any(c => c.When is not null) ? new FieldOptions([.. field.Choices.Where(c => asked.Holds(c.When) ?? true)], null) : null;
    }

    private RecordExpression? Find(string condition, EntityDefinition entity)
    {
        var snapshot = metadata.Current;
        var compiled = _compiled.Version == snapshot.Version ? _compiled : _compiled = new Compiled(snapshot.Version);
        return compiled.Conditions.GetOrAdd((entity.Name, condition), _ => Compile(condition, entity, snapshot));
    }

    private RecordExpression? Compile(string condition, EntityDefinition entity, MetadataSnapshot snapshot)
    {
        var parsed = ExpressionParser.Parse(condition);
        if (!parsed.IsSuccess)
            return null;
        var typed = ExpressionChecker.CheckCondition(parsed.Value, entity, snapshot, kinds);
        return typed.IsSuccess ? RecordExpression.Compile(typed.Value) : null;
    }

    /// <summary>The conditions of one field, asked for one record.</summary>
    private sealed record Asked(ExpressionConditions Conditions, Record Record, EvaluationContext Context)
    {
        public bool? Holds(string? condition) =>
            string.IsNullOrWhiteSpace(condition) ? null : Conditions.Find(condition, Record.Layout.Entity)?.Holds(Record, Context);
    }

    private sealed record Compiled(int Version)
    {
        public ConcurrentDictionary<(string Entity, string Condition), RecordExpression?> Conditions { get; } = new();
    }
}
