using System.Linq.Expressions;
using Crm.Platform.Abstractions;
using Crm.Platform.Expressions.Checking;

namespace Crm.Platform.Expressions.Querying;

/// <summary>Constants among the decimals of a query.</summary>
internal static class QueryConstants
{
    private const int MostDigits = 12;

    /// <summary>The null of a type as values of it are written.</summary>
    public static Expression Null(StorageType type) => Expression.Constant(null, type == StorageType.Decimal ? typeof(long?) : type.Clr());

    /// <summary>A constant in the units of its own digits.</summary>
    public static QueryNumber Number(decimal value)
    {
        var number = Normalized(value);
        var units = number.Scale <= MostDigits ? Units(number, number.Scale) : null;
        return units is { } whole ? new QueryNumber(Captured.Value(whole, typeof(long?)), number.Scale)
            : throw new UntranslatableException("A number in the expression has too many digits for a query.", $"Use at most {MostDigits} digits after the point.");
    }

    /// <summary>A constant as a parameter for a column of that scale, or <see langword="null"/> when it is no constant or the column could not hold it.</summary>
    public static Expression? Fits(TypedNode node, int scale, QueryFolding folding) =>
        node.Constant && folding.Constant(node) is decimal number && Normalized(number).Scale <= scale && Units(number, scale) is not null
            ? Captured.Value(number, typeof(decimal?)) : null;

    private static long? Units(decimal number, int scale) =>
        Math.Abs(number) <= long.MaxValue / Scaling.Power(scale) - 1 ? (long)(number * Scaling.Power(scale)) : null;

    // Without zeros at its end: 10.50 has one digit after the point.
    private static decimal Normalized(decimal number) => number / 1.0000000000000000000000000000m;
}
