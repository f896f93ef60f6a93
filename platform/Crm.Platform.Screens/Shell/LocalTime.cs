using System.Globalization;
using Crm.Platform.Abstractions;

namespace Crm.Platform.Screens.Shell;

/// <summary>The person's own time zone, and times in words. One per circuit.</summary>
public sealed class LocalTime(TimeProvider time) : IPersonalZone
{
    public TimeZoneInfo Zone { get; private set; } = TimeZoneInfo.Utc;

    /// <summary>Today where the person is.</summary>
    public DateOnly Today => DateOnly.FromDateTime(ToLocal(time.GetUtcNow().UtcDateTime));

    /// <summary>Takes the browser's IANA zone; an unknown one leaves UTC.</summary>
    public void Use(string? zone)
    {
        if (zone is not null && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found))
            Zone = found;
    }

    public DateTime ToLocal(DateTime utc) => TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(utc, DateTimeKind.Utc), Zone);

    public DateTime ToUtc(DateTime local)
    {
        var plain = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
        // The hour that is skipped in spring does not exist; an hour later does.
        return TimeZoneInfo.ConvertTimeToUtc(Zone.IsInvalidTime(plain) ? plain.AddHours(1) : plain, Zone);
    }

    /// <summary>"5 minutes ago", "yesterday", "14 Mar", "14 Mar 2024".</summary>
    public string Ago(DateTime utc)
    {
        var passed = time.GetUtcNow().UtcDateTime - utc;
        if (passed >= TimeSpan.Zero && passed < TimeSpan.FromHours(12))
            return passed.TotalMinutes < 1 ? "just now" : passed.TotalMinutes < 60 ? Count((int)passed.TotalMinutes, "minute") : Count((int)passed.TotalHours, "hour");
        return Day(DateOnly.FromDateTime(ToLocal(utc)));
    }

    /// <summary>"today", "tomorrow", "in 3 days", "14 Mar", "14 Mar 2024".</summary>
    public string Day(DateOnly day)
    {
        var culture = CultureInfo.CurrentCulture;
        return (day.DayNumber - Today.DayNumber) switch
        {
            0 => "today",
            1 => "tomorrow",
            -1 => "yesterday",
            > 1 and < 7 and var ahead => $"in {ahead} days",
            < -1 and > -7 and var back => $"{-back} days ago",
            _ => day.Year == Today.Year ? day.ToString("d MMM", culture) : day.ToString("d MMM yyyy", culture),
        };
    }

    /// <summary>The day a word means where the person is, or <see langword="null"/> for other text.</summary>
    public DateOnly? Named(string? word) => word?.Trim().ToUpperInvariant() switch
    {
        "TODAY" => Today,
        "TOMORROW" => Today.AddDays(1),
        "YESTERDAY" => Today.AddDays(-1),
        _ => null,
    };

    /// <summary>Day and time in full.</summary>
    public string Exact(DateTime utc) => ToLocal(utc).ToString("f", CultureInfo.CurrentCulture);

    private static string Count(int number, string unit) => number == 1 ? $"1 {unit} ago" : $"{number} {unit}s ago";
}
