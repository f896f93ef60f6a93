using Crm.Platform.Abstractions;
using Crm.Platform.Expressions.Checking;
using Crm.Platform.Expressions.Syntax;

namespace Crm.Platform.Metadata.Snapshots;

/// <summary>Parses and type-checks the expressions in definitions.</summary>
internal sealed class ExpressionRule(Func<string, EntityDefinition?> entities, IFieldKindRegistry kinds) : IEntitySource
{
    public EntityDefinition? Entity(string name) => entities(name);

    public Result<TypedExpression> Condition(string text, EntityDefinition entity) => Parsed(text, node => ExpressionChecker.CheckCondition(node, entity, this, kinds));

    /// <summary>What is wrong with a role's criterion, or <see langword="null"/>.</summary>
    public Failure? Criterion(string text, EntityDefinition entity)
    {
        var typed = Asked(text, entity);
        return typed.IsSuccess ? QueryRule.Fault(typed.Value) : typed.Failure;
    }

    /// <summary>A role's criterion, whether or not a query can answer it.</summary>
    public Result<TypedExpression> Asked(string text, EntityDefinition entity) => Parsed(text, node => ExpressionChecker.CheckCriterion(node, entity, this, kinds));

    public Result<TypedExpression> Formula(FieldDefinition field, EntityDefinition entity) => Value(field.Formula!, field, entity);

    /// <summary>An expression whose value the field takes.</summary>
    public Result<TypedExpression> Value(string text, FieldDefinition field, EntityDefinition entity) => Parsed(text, node => ExpressionChecker.CheckValue(node, field, entity, this, kinds));

    /// <summary>What is wrong, at the place of the expression in the definition.</summary>
    public static IEnumerable<Problem> Problems(Failure? failure, string path) =>
        (failure is Invalid invalid ? invalid.Problems : []).Select(p => p with { Path = path });

    private static Result<TypedExpression> Parsed(string text, Func<ExpressionNode, Result<TypedExpression>> check)
    {
        var node = ExpressionParser.Parse(text);
        return node.IsSuccess ? check(node.Value) : node.Failure;
    }
}
