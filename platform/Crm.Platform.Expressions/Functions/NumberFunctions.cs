using System.Collections.Immutable;
using System.Linq.Expressions;
using Crm.Platform.Abstractions;
using static Crm.Platform.Abstractions.StorageType;

namespace Crm.Platform.Expressions.Functions;

internal static class NumberFunctions
{
    public static ImmutableArray<ExpressionFunction> All { get; } =
    [
        FunctionFactory.Make("round", [Integer], Integer, (long? n) => n, call => call.Arguments[0]),
        FunctionFactory.Make("round", [StorageType.Decimal], StorageType.Decimal, Round, RoundQuery) with { Repeats = true },
        FunctionFactory.Make("abs", [Integer], Integer, AbsWhole, Abs),
        FunctionFactory.Make("abs", [StorageType.Decimal], StorageType.Decimal, AbsDecimal, Abs),
        FunctionFactory.Make("min", [Integer, Integer], Integer, MinWhole, call => Pick(nameof(Math.Min), call)) with { Repeats = true },
        FunctionFactory.Make("min", [StorageType.Decimal, StorageType.Decimal], StorageType.Decimal, MinDecimal, call => Pick(nameof(Math.Min), call)) with { Repeats = true },
        FunctionFactory.Make("max", [Integer, Integer], Integer, MaxWhole, call => Pick(nameof(Math.Max), call)) with { Repeats = true },
        FunctionFactory.Make("max", [StorageType.Decimal, StorageType.Decimal], StorageType.Decimal, MaxDecimal, call => Pick(nameof(Math.Max), call)) with { Repeats = true },
    ];

    private static decimal? Round(decimal? number) => number is { } n ? decimal.Round(n, 0, MidpointRounding.AwayFromZero) : null;

    private static long? AbsWhole(long? number) => number is { } n and not long.MinValue ? Math.Abs(n) : null;

    private static decimal? AbsDecimal(decimal? number) => number is { } n ? Math.Abs(n) : null;

    private static long? MinWhole(long? a, long? b) => a is { } x && b is { } y ? Math.Min(x, y) : null;

    private static decimal? MinDecimal(decimal? a, decimal? b) => a is { } x && b is { } y ? Math.Min(x, y) : null;

    private static long? MaxWhole(long? a, long? b) => a is { } x && b is { } y ? Math.Max(x, y) : null;

    private static decimal? MaxDecimal(decimal? a, decimal? b) => a is { } x && b is { } y ? Math.Max(x, y) : null;

    private static Expression Abs(QueryCall call) => Nullable(Expression.Call(typeof(Math), nameof(Math.Abs), null, FunctionFactory.Inner(call.Arguments[0])));

    // PostgreSQL passes over a null among them.
    private static ConditionalExpression Pick(string function, QueryCall call) => FunctionFactory.UnlessNull(call.Arguments[0], FunctionFactory.UnlessNull(call.Arguments[1],
        Nullable(Expression.Call(typeof(Math), function, null, FunctionFactory.Inner(call.Arguments[0]), FunctionFactory.Inner(call.Arguments[1])))));

    /// <summary>Half away from zero in whole numbers: adding the remainder carries exactly from the half on.</summary>
    private static Expression RoundQuery(QueryCall call)
    {
        if (call.Scale == 0)
            return call.Arguments[0];
        var one = QueryCall.Capture(Scaling.Power(call.Scale), typeof(long?));
        var carried = Expression.Add(call.Arguments[0], Expression.Modulo(call.Arguments[0], one));
        return Expression.Multiply(Expression.Divide(carried, one), one);
    }

    private static UnaryExpression Nullable(Expression number) => Expression.Convert(number, typeof(long?));
}
