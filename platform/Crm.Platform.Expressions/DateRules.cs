namespace Crm.Platform.Expressions;

/// <summary>How days are added everywhere in the product.</summary>
public static class DateRules
{
    // Beyond every date there is, and still a whole number for every database.
    private const long MaxDays = 4_000_000;

    /// <summary>That many days later; null when either is or when it is outside the years 1 to 9999.</summary>
    public static DateOnly? AddDays(DateOnly? day, long? days) =>
        day is { } d && days is { } n && Math.Abs(Math.Clamp(n, -MaxDays, MaxDays)) < MaxDays && d.DayNumber + n is >= 0 and var number && number <= DateOnly.MaxValue.DayNumber
            ? DateOnly.FromDayNumber((int)number) : null;

    /// <summary>As for a day. To the nearest millisecond, which is all SQLite's own date arithmetic keeps.</summary>
    public static DateTime? AddDays(DateTime? moment, long? days) =>
        moment is { } m && AddDays(DateOnly.FromDateTime(m), days) is { } date ? Rounded(date.ToDateTime(TimeOnly.FromDateTime(m), DateTimeKind.Utc)) : null;

    private static DateTime? Rounded(DateTime moment) =>
        (moment.Ticks + (TimeSpan.TicksPerMillisecond / 2)) / TimeSpan.TicksPerMillisecond * TimeSpan.TicksPerMillisecond is var ticks && ticks <= DateTime.MaxValue.Ticks
            ? new DateTime(ticks, DateTimeKind.Utc) : null;
}
