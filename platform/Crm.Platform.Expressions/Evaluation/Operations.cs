using System.Globalization;
using Crm.Platform.Abstractions;

namespace Crm.Platform.Expressions.Evaluation;

/// <summary>The operators in memory. A null operand, a division by zero and a result out of range give null.</summary>
internal static class Operations
{
    public static object? Read(Record? record, string field) => record?[field];

    /// <summary>The target of a lookup. One of several entities may point at another than the one that is asked for.</summary>
    public static Record? Follow(Record? record, FieldDefinition lookup, EvaluationContext context) =>
        record is not null && context.Lookups?.Target(record, lookup) is { } target && (lookup.Targets.IsEmpty || target.Layout.Entity.Name == lookup.Lookup) ? target : null;

    public static long? Negate(long? value) => value == long.MinValue ? null : -value;

    public static decimal? Negate(decimal? value) => -value;

    public static long? Add(long? left, long? right) => Whole((Int128?)left + right);

    public static long? Subtract(long? left, long? right) => Whole((Int128?)left - right);

    public static long? Multiply(long? left, long? right) => Whole((Int128?)left * right);

    public static decimal? Divide(long? left, long? right) => Divide((decimal?)left, right);

    public static long? Remainder(long? left, long? right) => right == 0 ? null : right == -1 ? left * 0 : left % right;

    public static decimal? Add(decimal? left, decimal? right) => Guarded(left, right, static (a, b) => a + b);

    public static decimal? Subtract(decimal? left, decimal? right) => Guarded(left, right, static (a, b) => a - b);

    public static decimal? Multiply(decimal? left, decimal? right) => Guarded(left, right, static (a, b) => a * b);

    public static decimal? Divide(decimal? left, decimal? right) =>
        right == 0 ? null : Guarded(left, right, static (a, b) => decimal.Round(a / b, Scaling.QuotientScale, MidpointRounding.ToZero));

    public static decimal? Remainder(decimal? left, decimal? right) => right == 0 ? null : Guarded(left, right, static (a, b) => a % b);

    public static int Order(string? left, string? right) => TextRules.Compare(left, right);

    /// <summary>True when one is true, else null when one is null, else false.</summary>
    public static bool? Any(bool?[] tests) => Array.Exists(tests, t => t is true) ? true : Array.Exists(tests, t => t is null) ? null : false;

    /// <summary>All parts, or null when one is.</summary>
    public static string? Join(string?[] parts) => Array.Exists(parts, p => p is null) ? null : string.Concat(parts);

    /// <summary>All parts, null as no text.</summary>
    public static string Fill(string?[] parts) => string.Concat(parts);

    public static DateTime? StartOfDay(DateOnly? day) => day?.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);

    /// <summary>A value as JavaScript and the wire write it; decimals without zeros at their end.</summary>
    public static string? Text(object? value) => value switch
    {
        null => null,
        bool truth => truth ? "true" : "false",
        decimal number => number.ToString("0.############################", CultureInfo.InvariantCulture),
        TimeOnly time => time.ToString("HH:mm:ss", CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime moment => moment.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };

    /// <summary>Several texts as one, with commas between.</summary>
    public static string? Listed(string? texts) => texts is null ? null : string.Join(", ", TextList.Split(texts));

    private static long? Whole(Int128? value) => value is { } v && v >= long.MinValue && v <= long.MaxValue ? (long)v : null;

    // Decimals have no test for overflow but the attempt.
    private static decimal? Guarded(decimal? left, decimal? right, Func<decimal, decimal, decimal> operation)
    {
        if (left is not { } a || right is not { } b)
            return null;
        try
        {
            return operation(a, b);
        }
        catch (OverflowException)
        {
            return null;
        }
    }
}
