using System.Globalization;

namespace Crm.Platform.Metadata.Fields;

/// <summary>Reads numbers exactly: JSON's, and the many forms people type.</summary>
internal static class NumberText
{
    private const int MaxDigits = 28;
    private const int MaxTextLength = 64;
    private static readonly string[] CurrencyMarks = ["USD", "EUR", "GBP", "CHF", "JPY", "$", "€", "£", "¥", "₹"];

    /// <summary>A JSON number, unless a decimal cannot hold all of its digits.</summary>
    public static bool TryReadExact(string json, out decimal value)
    {
        value = 0;
        var mantissa = json.AsSpan();
        var exponent = mantissa.IndexOfAny('e', 'E');
        if (exponent >= 0) mantissa = mantissa[..exponent];
        if (json.Length > MaxTextLength || Significant(mantissa) > MaxDigits || !decimal.TryParse(json, NumberStyles.Float, CultureInfo.InvariantCulture, out value))
            return false;
        // 1e-30 would silently become zero.
        return value != 0 || Significant(mantissa) == 0;
    }

    /// <summary>What a person of that culture means: <c>1,250.50</c>, <c>$1,200</c>, <c>12k</c>, <c>3 %</c>, <c>(40)</c>.</summary>
    public static bool TryParse(string text, CultureInfo culture, out decimal value)
    {
        value = 0;
        if (text.Length > MaxTextLength)
            return false;
        var rest = Strip(text, culture);
        var negative = TakeSign(ref rest);
        var factor = TakeFactor(ref rest);
        if (!NumberGroups.TryNormalize(rest, culture, out var plain) || !TryReadExact(plain, out value))
            return false;
        try
        {
            value *= negative ? -factor : factor;
            return true;
        }
        catch (OverflowException)
        {
            return false;
        }
    }

    private static string Strip(string text, CultureInfo culture)
    {
        var rest = text.Replace('\u2212', '-').Replace("%", "", StringComparison.Ordinal);
        foreach (var mark in CurrencyMarks.Append(culture.NumberFormat.CurrencySymbol).Where(m => m.Length > 0))
            rest = rest.Replace(mark, "", StringComparison.OrdinalIgnoreCase);
        return rest.Trim();
    }

    private static bool TakeSign(ref string rest)
    {
        if (rest is ['(', .. var inner, ')'])
        {
            rest = inner.Trim();
            return true;
        }

        var negative = rest.StartsWith('-') || (rest.EndsWith('-') && rest.Length > 1);
        rest = negative ? (rest.StartsWith('-') ? rest[1..] : rest[..^1]).Trim() : rest.StartsWith('+') ? rest[1..].Trim() : rest;
        return negative;
    }

    private static decimal TakeFactor(ref string rest)
    {
        (string Suffix, decimal Factor)[] suffixes = [("mio", 1_000_000m), ("bn", 1_000_000_000m), ("k", 1_000m), ("m", 1_000_000m), ("b", 1_000_000_000m)];
        foreach (var (suffix, factor) in suffixes)
        {
            if (!rest.EndsWith(suffix, StringComparison.OrdinalIgnoreCase))
                continue;
            rest = rest[..^suffix.Length].TrimEnd();
            return factor;
        }

        return 1m;
    }

    private static int Significant(ReadOnlySpan<char> mantissa)
    {
        int first = -1, last = -1, at = 0;
        foreach (var c in mantissa)
        {
            if (!char.IsAsciiDigit(c))
                continue;
            if (c != '0') (first, last) = (first < 0 ? at : first, at);
            at++;
        }

        return first < 0 ? 0 : last - first + 1;
    }
}
