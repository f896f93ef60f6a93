using System.Linq.Expressions;
using Crm.Platform.Expressions.Syntax;

namespace Crm.Platform.Expressions;

/// <summary>The LINQ node of each comparison, and its opposite.</summary>
internal static class Operators
{
    public static BinaryExpression Binary(BinaryOperator kind, Expression left, Expression right) => kind switch
    {
        BinaryOperator.Equal => Expression.Equal(left, right),
        BinaryOperator.NotEqual => Expression.NotEqual(left, right),
        BinaryOperator.Less => Expression.LessThan(left, right),
        BinaryOperator.LessOrEqual => Expression.LessThanOrEqual(left, right),
        BinaryOperator.Greater => Expression.GreaterThan(left, right),
        BinaryOperator.GreaterOrEqual => Expression.GreaterThanOrEqual(left, right),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    /// <summary>The comparison that is true exactly when this one is false; null stays null.</summary>
    public static BinaryOperator Opposite(BinaryOperator kind) => kind switch
    {
        BinaryOperator.Equal => BinaryOperator.NotEqual,
        BinaryOperator.NotEqual => BinaryOperator.Equal,
        BinaryOperator.Less => BinaryOperator.GreaterOrEqual,
        BinaryOperator.LessOrEqual => BinaryOperator.Greater,
        BinaryOperator.Greater => BinaryOperator.LessOrEqual,
        BinaryOperator.GreaterOrEqual => BinaryOperator.Less,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}
