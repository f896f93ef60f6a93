using System.Linq.Expressions;

namespace Crm.Platform.Expressions.Querying;

/// <summary>A decimal in a query: a whole number (<c>long?</c>) of 10^-Scale. The scale is known before the query runs, so SQL computes exactly.</summary>
internal readonly record struct QueryNumber(Expression Units, int Scale)
{
    /// <summary>The same value in smaller units.</summary>
    public QueryNumber At(int scale) =>
        scale == Scale ? this : new QueryNumber(Expression.Multiply(Units, Captured.Value(Scaling.Power(scale - Scale), typeof(long?))), scale);

    /// <summary>Both in the smaller unit of the two.</summary>
    public static (Expression Left, Expression Right, int Scale) Align(QueryNumber left, QueryNumber right)
    {
        var scale = Math.Max(left.Scale, right.Scale);
        return (left.At(scale).Units, right.At(scale).Units, scale);
    }
}
