using System.Globalization;

namespace Crm.Platform.Metadata.Fields;

/// <summary>Decides which of a typed number's separators group thousands and which begins the decimals.</summary>
internal static class NumberGroups
{
    /// <summary>The number with a decimal point and no groups; false when the separators make no sense.</summary>
    public static bool TryNormalize(string text, CultureInfo culture, out string plain)
    {
        plain = "";
        // Spaces and apostrophes only ever group; fold them into the separator that groups in this text.
        var digits = string.Concat(text.Where(c => !char.IsWhiteSpace(c) && c is not ('\'' or '\u2019')));
        if (digits.Length == 0 || !digits.All(c => char.IsAsciiDigit(c) || c is '.' or ',') || !digits.Any(char.IsAsciiDigit))
            return false;
        var point = DecimalAt(digits, culture);
        var whole = point < 0 ? digits : digits[..point];
        var decimals = point < 0 ? "" : digits[(point + 1)..];
        if (!AreGroups(whole) || !decimals.All(char.IsAsciiDigit))
            return false;
        plain = $"{whole.Replace(".", "", StringComparison.Ordinal).Replace(",", "", StringComparison.Ordinal)}.{decimals}0";
        if (plain[0] == '.') plain = "0" + plain;
        return true;
    }

    private static int DecimalAt(string digits, CultureInfo culture)
    {
        var dots = digits.Count(c => c == '.');
        var commas = digits.Count(c => c == ',');
        if (dots > 0 && commas > 0)
            return Math.Max(digits.LastIndexOf('.'), digits.LastIndexOf(','));
        if (dots + commas != 1)
            return -1;
        var at = digits.IndexOfAny(['.', ',']);
        // A lone separator that is not the culture's decimal one groups only if three digits follow: "1.5" typed in German means one and a half.
        var isCultures = culture.NumberFormat.NumberDecimalSeparator == digits[at..(at + 1)];
        return isCultures || digits.Length - at - 1 != 3 || at == 0 ? at : -1;
    }

    private static bool AreGroups(string whole)
    {
        var parts = whole.Split('.', ',');
        if (whole.Contains('.', StringComparison.Ordinal) && whole.Contains(',', StringComparison.Ordinal))
            return false;
        // Two digits in an inner group are Indian: 12,34,567.
        return parts.Length == 1
            || (parts[0].Length is 1 or 2 or 3 && parts[^1].Length == 3 && parts[1..^1].All(p => p.Length is 2 or 3));
    }
}
