using System.Collections.Concurrent;
using Crm.Platform.Abstractions;
using Crm.Platform.Expressions.Checking;
using Crm.Platform.Expressions.Evaluation;
using Crm.Platform.Expressions.Syntax;
using Crm.Platform.Metadata.Definitions;
using Crm.Platform.Metadata.Snapshots;

namespace Crm.Platform.Screens.Records;

/// <inheritdoc/>
internal sealed class ExpressionConditions(IMetadata metadata, IFieldKindRegistry kinds, TimeProvider time) : IFormConditions
{
    // Of one snapshot: a field may have changed its type in the next.
    private volatile Compiled _compiled = new(metadata.Current.Version);

    public FieldState Of(FormField field, FieldDefinition definition, Record preview, Caller caller)
    {
        var context = new EvaluationContext(time) { UserId = caller.UserId };
        var entity = preview.Layout.Entity;
        return new FieldState(
            Holds(field.Visible, entity, preview, context) ?? true,
            definition.Required || Holds(field.Required, entity, preview, context) == true,
            definition.ReadOnly || Holds(field.ReadOnly, entity, preview, context) == true);
    }

    private bool? Holds(string? condition, EntityDefinition entity, Record preview, EvaluationContext context)
    {
        if (string.IsNullOrWhiteSpace(condition))
            return null;
        var snapshot = metadata.Current;
        var compiled = _compiled.Version == snapshot.Version ? _compiled : _compiled = new Compiled(snapshot.Version);
        return compiled.Conditions.GetOrAdd((entity.Name, condition), _ => Compile(condition, entity, snapshot))?.Holds(preview, context);
    }

    private RecordExpression? Compile(string condition, EntityDefinition entity, MetadataSnapshot snapshot)
    {
        var parsed = ExpressionParser.Parse(condition);
        if (!parsed.IsSuccess)
            return null;
        var typed = ExpressionChecker.CheckCondition(parsed.Value, entity, snapshot, kinds);
        return typed.IsSuccess ? RecordExpression.Compile(typed.Value) : null;
    }

    private sealed record Compiled(int Version)
    {
        public ConcurrentDictionary<(string Entity, string Condition), RecordExpression?> Conditions { get; } = new();
    }
}
