using Crm.Platform.Abstractions;
using Crm.Platform.Expressions.Syntax;

namespace Crm.Platform.Api.OData;

/// <summary>Comparisons that are never null, built from the expression language's comparisons, which are null beside null.</summary>
internal static class NullTests
{
    private static readonly LiteralNode Null = new((object?)null);

    public static BinaryNode IsNull(ExpressionNode value) => new(BinaryOperator.Equal, value, Null);

    public static BinaryNode IsNotNull(ExpressionNode value) => new(BinaryOperator.NotEqual, value, Null);

    public static bool IsNullLiteral(ExpressionNode node) => node is LiteralNode { Value: null };

    /// <summary>A condition as a value: false where it is null.</summary>
    /// <remarks>Also keeps a chain of compared conditions small: null tests repeat what they test, and inside one another they would double it each time.</remarks>
    public static BinaryNode NeverNull(ExpressionNode condition) => new(BinaryOperator.Coalesce, condition, new LiteralNode(false));

    /// <summary>Equal, or both null.</summary>
    public static ExpressionNode Same(ExpressionNode left, ExpressionNode right)
    {
        var equal = new BinaryNode(BinaryOperator.Equal, left, right);
        return MayBeNull(left) && MayBeNull(right) ? Or(equal, new BinaryNode(BinaryOperator.And, IsNull(left), IsNull(right))) : equal;
    }

    /// <summary>Different, or just one of them null.</summary>
    public static ExpressionNode Different(ExpressionNode left, ExpressionNode right)
    {
        var unequal = new BinaryNode(BinaryOperator.NotEqual, left, right);
        if (IsNullLiteral(left) || IsNullLiteral(right))
            return unequal;
        if (!MayBeNull(left) || !MayBeNull(right))
            return OrNull(unequal, left, right);
        return Or(unequal, Or(new BinaryNode(BinaryOperator.And, IsNull(left), IsNotNull(right)), new BinaryNode(BinaryOperator.And, IsNotNull(left), IsNull(right))));
    }

    /// <summary>The condition, or one of the operands is null.</summary>
    public static ExpressionNode OrNull(ExpressionNode condition, params ReadOnlySpan<ExpressionNode> operands)
    {
        foreach (var operand in operands)
            if (IsNullLiteral(operand))
                return new LiteralNode(true);
            else if (MayBeNull(operand))
                condition = Or(condition, IsNull(operand));
        return condition;
    }

    private static BinaryNode Or(ExpressionNode left, ExpressionNode right) => new(BinaryOperator.Or, left, right);

    /// <summary>Literals and the record's own mandatory system fields never are; leaving out the test keeps their indexes usable.</summary>
    private static bool MayBeNull(ExpressionNode node) => node switch
    {
        LiteralNode or RelatedNode or BinaryNode { Operator: BinaryOperator.Coalesce, Right: LiteralNode } => false,
        PathNode { Segments: [SystemFields.Id or SystemFields.Version or SystemFields.CreatedAt or SystemFields.ModifiedAt] } => false,
        _ => true,
    };
}
