using System.Globalization;

namespace Crm.Platform.Metadata.Fields;

/// <summary>Reads the dates people type. A date always names its year: guessing one would depend on when an import runs.</summary>
internal static class DateText
{
    private static readonly string[] Usual = ["yyyy-M-d", "yyyy/M/d", "yyyy.M.d", "yyyyMMdd", "d.M.yyyy", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd HH:mm:ss"];
    private static readonly string[] Named = ["d MMM yyyy", "d MMMM yyyy", "d. MMM yyyy", "d. MMMM yyyy", "MMM d, yyyy", "MMMM d, yyyy", "MMM d yyyy", "MMMM d yyyy", "d-MMM-yyyy"];

    private static readonly string[] Separators = ["'/'", "'.'", "'-'"];
    private static readonly string[] Years = ["yyyy", "yy"];

    public static bool TryParse(string text, CultureInfo culture, TimeProvider clock, out DateOnly day)
    {
        var trimmed = text.Trim();
        if (RelativeDays(trimmed) is { } days)
        {
            day = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime).AddDays(days);
            return true;
        }

        var found = TryExact(trimmed, Usual, CultureInfo.InvariantCulture, out var moment)
            || TryExact(trimmed, OwnForms(culture), CultureInfo.InvariantCulture, out moment)
            || TryExact(trimmed, Named, culture, out moment)
            || TryExact(trimmed, Named, CultureInfo.InvariantCulture, out moment);
        day = DateOnly.FromDateTime(moment);
        // A time of day would be lost, so only midnight passes for a date.
        return found && moment.TimeOfDay == TimeSpan.Zero;
    }

    private static bool TryExact(string text, string[] forms, CultureInfo culture, out DateTime moment) =>
        DateTime.TryParseExact(text, forms, culture, DateTimeStyles.None, out moment);

    /// <summary>The culture's order of day, month and year with any of the usual separators and a year of four or two digits.</summary>
    private static string[] OwnForms(CultureInfo culture)
    {
        var order = string.Concat(culture.DateTimeFormat.ShortDatePattern.Where(c => c is 'd' or 'M' or 'y').Distinct());
        if (order.Length != 3)
            return [];
        return [.. from separator in Separators
                   from year in Years
                   select string.Join(separator, order.Select(part => part == 'y' ? year : part.ToString()))];
    }

    private static int? RelativeDays(string word) => word.ToUpperInvariant() switch
    {
        "TODAY" or "HEUTE" => 0,
        "TOMORROW" or "MORGEN" => 1,
        "YESTERDAY" or "GESTERN" => -1,
        _ => null,
    };
}
