using System.Diagnostics.CodeAnalysis;

namespace Crm.Platform.Expressions.Syntax;

/// <summary>Narrows one condition by another.</summary>
public static class Conjunction
{
    /// <summary>Both; <see langword="null"/> demands nothing.</summary>
    [return: NotNullIfNotNull(nameof(left))]
    [return: NotNullIfNotNull(nameof(right))]
    public static ExpressionNode? Of(ExpressionNode? left, ExpressionNode? right) =>
        left is null ? right : right is null ? left : new BinaryNode(BinaryOperator.And, left, right);
}
