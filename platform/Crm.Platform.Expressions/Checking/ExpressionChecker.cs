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
        Run(node, entity, entities, kinds, functions, null, null);

    /// <summary>As <see cref="Check"/>, and the value must be true or false.</summary>
    public static Result<TypedExpression> CheckCondition(ExpressionNode node, EntityDefinition entity, IEntitySource entities, IFieldKindRegistry kinds, ExpressionFunctions? functions = null) =>
        Run(node, entity, entities, kinds, functions, StorageType.Boolean, null);

    /// <summary>As <see cref="CheckCondition"/>, and a path beginning with <c>user</c> reads the caller's own record: <c>region == user.region</c>.</summary>
    public static Result<TypedExpression> CheckCriterion(ExpressionNode node, EntityDefinition entity, IEntitySource entities, IFieldKindRegistry kinds, ExpressionFunctions? functions = null)
    {
        ArgumentNullException.ThrowIfNull(entities);
        return Run(node, entity, entities, kinds, functions, StorageType.Boolean, entities.Entity(SystemFields.UserEntity));
    }

    /// <summary>As <see cref="Check"/>, and the value must fit a field: a formula or a default.</summary>
    public static Result<TypedExpression> CheckValue(ExpressionNode node, FieldDefinition field, EntityDefinition entity, IEntitySource entities, IFieldKindRegistry kinds, ExpressionFunctions? functions = null)
    {
        ArgumentNullException.ThrowIfNull(kinds);
        return Run(node, entity, entities, kinds, functions, kinds.Get(field).Storage, null);
    }

    private static Result<TypedExpression> Run(ExpressionNode node, EntityDefinition entity, IEntitySource entities, IFieldKindRegistry kinds, ExpressionFunctions? functions, StorageType? expected, EntityDefinition? caller)
    {
        ArgumentNullException.ThrowIfNull(node);
        ArgumentNullException.ThrowIfNull(entity);
        var check = new ExpressionCheck(entity, entities, kinds, functions ?? ExpressionFunctions.Platform, caller);
        var root = check.Whole(node, expected);
        return root is not null && check.Problems.Count == 0
            ? new TypedExpression(entity, root, check.Reads, check.ReadsContext)
            : new Invalid(check.Problems[0].Code, check.Problems[0].Message, [.. check.Problems]);
    }
}
