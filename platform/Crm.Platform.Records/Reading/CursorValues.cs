using System.Globalization;

namespace Crm.Platform.Records.Reading;

/// <summary>Sort keys as text and back.</summary>
internal static class CursorValues
{
    public static string? Write(object? value) => value switch
    {
        null => null,
        string text => text,
        DateTime moment => moment.Ticks.ToString(CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("O", CultureInfo.InvariantCulture),
        TimeOnly time => time.ToString("O", CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };

    /// <summary>The value of the type a key has; <see langword="null"/> for text that is none. It comes from outside.</summary>
    /// <param name="scale">Digits a decimal has after its point where it is stored; what would not fit there is none.</param>
    public static object? Read(string text, Type type, int scale)
    {
        var of = Nullable.GetUnderlyingType(type) ?? type;
        return of == typeof(string) ? text.Contains('\0', StringComparison.Ordinal) ? null : text
            : of == typeof(Guid) ? Guid.TryParseExact(text, "D", out var id) ? id : null
            : of == typeof(long) ? long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? whole : null
            : of == typeof(decimal) ? decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && Math.Abs(number) <= long.MaxValue / Power(scale) ? number : null
            : of == typeof(bool) ? bool.TryParse(text, out var truth) ? truth : null
            : of == typeof(DateOnly) ? DateOnly.TryParseExact(text, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null
            : of == typeof(TimeOnly) ? TimeOnly.TryParseExact(text, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null
            : of == typeof(DateTime) ? Moment(text)
            : throw new ArgumentOutOfRangeException(nameof(type), type, null);
    }

    private static decimal Power(int scale) => scale == 0 ? 1 : 10 * Power(scale - 1);

    private static DateTime? Moment(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) && ticks <= DateTime.MaxValue.Ticks ? new DateTime(ticks, DateTimeKind.Utc) : null;
}
