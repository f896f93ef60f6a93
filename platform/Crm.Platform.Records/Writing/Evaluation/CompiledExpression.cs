using Crm.Platform.Abstractions;
using Crm.Platform.Expressions.Checking;
using Crm.Platform.Expressions.Evaluation;
using Crm.Platform.Expressions.Syntax;
using Crm.Platform.Metadata.Snapshots;

namespace Crm.Platform.Records.Writing.Evaluation;

/// <summary>An expression of a published definition, ready to run.</summary>
internal sealed record CompiledExpression(TypedExpression Typed, RecordExpression Code)
{
    /// <exception cref="InvalidOperationException">The text does not fit: reading definitions leaves such ones out.</exception>
    public static CompiledExpression Condition(string text, EntityDefinition entity, MetadataSnapshot snapshot, IFieldKindRegistry kinds) =>
        Compile(text, node => ExpressionChecker.CheckCondition(node, entity, snapshot, kinds));

    /// <inheritdoc cref="Condition"/>
    public static CompiledExpression Value(string text, FieldDefinition field, EntityDefinition entity, MetadataSnapshot snapshot, IFieldKindRegistry kinds) =>
        Compile(text, node => ExpressionChecker.CheckValue(node, field, entity, snapshot, kinds));

    public bool Holds(Record record, EvaluationContext context) => Code.Holds(record, context);

    /// <summary>Whether the record differs from <paramref name="before"/> in something it reads. What lies behind lookups counts as unchanged.</summary>
    public bool Differs(Record before, Record record) =>
        Typed.Reads.Any(read => (read.Lookups.IsEmpty ? read.Field : read.Lookups[0].Lookup).Name is var name && !Equals(before[name], record[name]));

    private static CompiledExpression Compile(string text, Func<ExpressionNode, Result<TypedExpression>> check)
    {
        var node = ExpressionParser.Parse(text);
        var typed = (node.IsSuccess ? check(node.Value) : node.Failure).Value;
        return new CompiledExpression(typed, RecordExpression.Compile(typed));
    }
}
