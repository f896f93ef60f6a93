using System.Collections.Immutable;
using System.Linq.Expressions;
using Crm.Platform.Abstractions;
using static Crm.Platform.Abstractions.StorageType;

namespace Crm.Platform.Expressions.Functions;

internal static class DateFunctions
{
    // Beyond every date there is, and still a whole number for every database.
    private const long MaxDays = 4_000_000;

    public static ImmutableArray<ExpressionFunction> All { get; } =
    [
        FunctionFactory.Make("addDays", [Date, Integer], Date, AddToDate, call => Add(call, typeof(int), typeof(DateOnly?))) with { Repeats = true },
        FunctionFactory.Make("addDays", [StorageType.DateTime, Integer], StorageType.DateTime, AddToMoment, call => Add(call, typeof(double), typeof(DateTime?))) with { Repeats = true },
        FunctionFactory.Make("year", [Date], Integer, (DateOnly? d) => (long?)d?.Year, call => Part(call, nameof(DateOnly.Year))),
        FunctionFactory.Make("year", [StorageType.DateTime], Integer, (DateTime? d) => (long?)d?.Year, call => Part(call, nameof(System.DateTime.Year))),
        FunctionFactory.Make("month", [Date], Integer, (DateOnly? d) => (long?)d?.Month, call => Part(call, nameof(DateOnly.Month))),
        FunctionFactory.Make("month", [StorageType.DateTime], Integer, (DateTime? d) => (long?)d?.Month, call => Part(call, nameof(System.DateTime.Month))),
        FunctionFactory.Make("day", [Date], Integer, (DateOnly? d) => (long?)d?.Day, call => Part(call, nameof(DateOnly.Day))),
        FunctionFactory.Make("day", [StorageType.DateTime], Integer, (DateTime? d) => (long?)d?.Day, call => Part(call, nameof(System.DateTime.Day))),
    ];

    private static DateOnly? AddToDate(DateOnly? date, long? days) =>
        date is { } d && days is { } n && Math.Abs(Math.Clamp(n, -MaxDays, MaxDays)) < MaxDays && d.DayNumber + n is >= 0 and var day && day <= DateOnly.MaxValue.DayNumber
            ? DateOnly.FromDayNumber((int)day) : null;

    // To the nearest millisecond, which is all SQLite's own date arithmetic keeps.
    private static DateTime? AddToMoment(DateTime? moment, long? days) =>
        moment is { } m && AddToDate(DateOnly.FromDateTime(m), days) is { } date ? Rounded(date.ToDateTime(TimeOnly.FromDateTime(m), DateTimeKind.Utc)) : null;

    private static DateTime? Rounded(DateTime moment) =>
        (moment.Ticks + (TimeSpan.TicksPerMillisecond / 2)) / TimeSpan.TicksPerMillisecond * TimeSpan.TicksPerMillisecond is var ticks && ticks <= System.DateTime.MaxValue.Ticks
            ? new DateTime(ticks, DateTimeKind.Utc) : null;

    // EF Core takes a sum of a day that is there for a day that is there, whatever is added.
    private static ConditionalExpression Add(QueryCall call, Type unit, Type result) => FunctionFactory.UnlessNull(call.Arguments[1],
        Expression.Convert(Expression.Call(FunctionFactory.Inner(call.Arguments[0]), "AddDays", null, Expression.Convert(FunctionFactory.Inner(call.Arguments[1]), unit)), result));

    private static UnaryExpression Part(QueryCall call, string part) =>
        Expression.Convert(Expression.Property(FunctionFactory.Inner(call.Arguments[0]), part), typeof(long?));
}
