using System.Collections.Immutable;
using System.Linq.Expressions;
using Crm.Platform.Abstractions;
using static Crm.Platform.Abstractions.StorageType;

namespace Crm.Platform.Expressions.Functions;

internal static class DateFunctions
{
    public static ImmutableArray<ExpressionFunction> All { get; } =
    [
        FunctionFactory.Make("addDays", [Date, Integer], Date, (DateOnly? d, long? n) => DateRules.AddDays(d, n), Add) with { Repeats = true },
        FunctionFactory.Make("addDays", [StorageType.DateTime, Integer], StorageType.DateTime, (System.DateTime? d, long? n) => DateRules.AddDays(d, n), Add) with { Repeats = true },
        FunctionFactory.Make("year", [Date], Integer, (DateOnly? d) => (long?)d?.Year, call => Part(call, nameof(DateOnly.Year))),
        FunctionFactory.Make("year", [StorageType.DateTime], Integer, (DateTime? d) => (long?)d?.Year, call => Part(call, nameof(System.DateTime.Year))),
        FunctionFactory.Make("month", [Date], Integer, (DateOnly? d) => (long?)d?.Month, call => Part(call, nameof(DateOnly.Month))),
        FunctionFactory.Make("month", [StorageType.DateTime], Integer, (DateTime? d) => (long?)d?.Month, call => Part(call, nameof(System.DateTime.Month))),
        FunctionFactory.Make("day", [Date], Integer, (DateOnly? d) => (long?)d?.Day, call => Part(call, nameof(DateOnly.Day))),
        FunctionFactory.Make("day", [StorageType.DateTime], Integer, (DateTime? d) => (long?)d?.Day, call => Part(call, nameof(System.DateTime.Day))),
    ];

    private static Expression Add(QueryCall call) => call.Dialect.AddDays(call.Arguments[0], call.Arguments[1]);

    private static UnaryExpression Part(QueryCall call, string part) =>
        Expression.Convert(Expression.Property(FunctionFactory.Inner(call.Arguments[0]), part), typeof(long?));
}
