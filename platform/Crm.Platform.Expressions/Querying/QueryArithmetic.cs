using System.Linq.Expressions;
using Crm.Platform.Expressions.Syntax;

namespace Crm.Platform.Expressions.Querying;

/// <summary>Exact arithmetic over scaled whole numbers. SQLite goes on in floating point beyond 64 bits.</summary>
internal static class QueryArithmetic
{
    private const int MostScale = 18;

    /// <param name="byZero">Whether the right side may be zero. A division by it is written as null: EF Core takes a quotient of values that are there for one that is there.</param>
    public static QueryNumber Build(BinaryOperator kind, QueryNumber left, QueryNumber right, bool byZero)
    {
        var result = Build(kind, left, right);
        return byZero && kind is (BinaryOperator.Divide or BinaryOperator.Remainder) ? result with { Units = UnlessZero(right.Units, result.Units) } : result;
    }

    private static ConditionalExpression UnlessZero(Expression divisor, Expression quotient) =>
        Expression.Condition(Expression.Equal(divisor, Expression.Constant(0L, typeof(long?))), Expression.Constant(null, typeof(long?)), quotient);

    private static QueryNumber Build(BinaryOperator kind, QueryNumber left, QueryNumber right)
    {
        var (one, other, scale) = kind is BinaryOperator.Multiply or BinaryOperator.Divide ? (left.Units, right.Units, 0) : QueryNumber.Align(left, right);
        var result = kind switch
        {
            BinaryOperator.Add => new QueryNumber(Expression.Add(one, other), scale),
            BinaryOperator.Subtract => new QueryNumber(Expression.Subtract(one, other), scale),
            BinaryOperator.Remainder => new QueryNumber(Expression.Modulo(one, other), scale),
            BinaryOperator.Multiply => new QueryNumber(Expression.Multiply(one, other), left.Scale + right.Scale),
            BinaryOperator.Divide => Quotient(left, right),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
        };
        return result.Scale <= MostScale ? result
            : throw new UntranslatableException("The expression multiplies too many decimals for a query.", "Round a part of it, or store it in a formula field.");
    }

    private static QueryNumber Quotient(QueryNumber left, QueryNumber right)
    {
        // The dividend must be so fine that its units over the divisor's are units of the quotient.
        var scale = Math.Max(left.Scale, Scaling.QuotientScale + right.Scale);
        if (scale > MostScale)
            throw new UntranslatableException("The expression divides by too fine a number for a query.", "Round it, or store a part of it in a formula field.");
        var quotient = new QueryNumber(Expression.Divide(left.At(scale).Units, right.Units), scale - right.Scale);
        return quotient.Scale == Scaling.QuotientScale ? quotient
            : new QueryNumber(Expression.Divide(quotient.Units, Captured.Value(Scaling.Power(quotient.Scale - Scaling.QuotientScale), typeof(long?))), Scaling.QuotientScale);
    }
}
