using Crm.Platform.Abstractions;
using Crm.Platform.Expressions.Functions;
using Crm.Platform.Expressions.Syntax;

namespace Crm.Platform.Expressions.Checking;

/// <summary>Finds out what an expression means for an entity, or everything that is wrong with it.</summary>
public static class ExpressionChecker
{
    /// <summary>The typed expression, or an <see cref="Invalid"/> with every problem found: unknown fields with a suggestion, types that do not fit with what was expected.</summary>
    /// <param name="functions">Functions it may call; <see langword="null"/> for those of the platform.</param>
    public static Result<TypedExpression> Check(ExpressionNode node, EntityDefinition entity, IEntitySource entities, IFieldKindRegistry kinds, ExpressionFunctions? functions = null) =>
        Run(node, entity, entities, kinds, functions, null);

    /// <summary>As <see cref="Check"/>, and the value must be true or false.</summary>
    public static Result<TypedExpression> CheckCondition(ExpressionNode node, EntityDefinition entity, IEntitySource entities, IFieldKindRegistry kinds, ExpressionFunctions? functions = null) =>
        Run(node, entity, entities, kinds, functions, StorageType.Boolean);

    /// <summary>As <see cref="Check"/>, and the value must fit a field: a formula or a default.</summary>
    public static Result<TypedExpression> CheckValue(ExpressionNode node, FieldDefinition field, EntityDefinition entity, IEntitySource entities, IFieldKindRegistry kinds, ExpressionFunctions? functions = null)
    {
        ArgumentNullException.ThrowIfNull(kinds);
        return Run(node, entity, entities, kinds, functions, kinds.Get(field).Storage);
    }

    private static Result<TypedExpression> Run(ExpressionNode node, EntityDefinition entity, IEntitySource entities, IFieldKindRegistry kinds, ExpressionFunctions? functions, StorageType? expected)
    {
        ArgumentNullException.ThrowIfNull(node);
        ArgumentNullException.ThrowIfNull(entity);
        var check = new ExpressionCheck(entity, entities, kinds, functions ?? ExpressionFunctions.Platform);
        var root = check.Whole(node, expected);
        return root is not null && check.Problems.Count == 0
            ? new TypedExpression(entity, root, check.Paths)
            : new Invalid(check.Problems[0].Code, check.Problems[0].Message, [.. check.Problems]);
    }
}
