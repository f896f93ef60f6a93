using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using System.Xml;

namespace Crm.Platform.Metadata.Fields;

/// <summary>Reads and writes lengths of time: ISO 8601, and the forms people type. A day has 24 hours; months and years have no fixed length and are not taken.</summary>
internal static class DurationText
{
    private const int LongestText = 60;

    private static readonly FrozenDictionary<string, long> Units = new (string Words, long Seconds)[]
    {
        ("w week weeks", 604_800),
        ("d day days", 86_400),
        ("h hr hrs hour hours std", 3_600),
        ("m min mins minute minutes", 60),
        ("s sec secs second seconds", 1),
    }.SelectMany(unit => unit.Words.Split(' ').Select(word => (Word: word, unit.Seconds))).ToFrozenDictionary(u => u.Word, u => u.Seconds, StringComparer.OrdinalIgnoreCase);

    /// <summary>Canonical ISO 8601: <c>P1DT2H30M</c>.</summary>
    public static string Iso(long seconds) => XmlConvert.ToString(TimeSpan.FromSeconds(seconds));

    /// <summary>Whole seconds of an ISO 8601 duration in weeks, days, hours, minutes and seconds; <see langword="null"/> for anything else.</summary>
    public static long? ReadIso(string text)
    {
        var rest = text.StartsWith('-') ? text[1..] : text;
        if (text.Length > LongestText || rest.Length < 3 || rest[0] != 'P' || rest.EndsWith('T'))
            return null;
        var parts = rest[1..].Split('T');
        if (parts.Length > 2 || Sum(parts[0], "WD") is not { } days || Sum(parts.Length > 1 ? parts[1] : "", "HMS") is not { } time)
            return null;
        return Whole((days + time) * (rest.Length < text.Length ? -1 : 1));
    }

    /// <summary>Whole seconds of <c>1h 30m</c>, <c>90 min</c>, <c>1.5 hours</c>, <c>1:30</c> (hours and minutes) or ISO 8601.</summary>
    public static long? Read(string text)
    {
        var trimmed = text.Trim();
        if (trimmed.Length is 0 or > LongestText)
            return null;
        var negative = trimmed[0] == '-';
        var plain = negative ? trimmed[1..].TrimStart() : trimmed;
        var seconds = ReadIso(plain.ToUpperInvariant()) ?? Clock(plain) ?? Words(plain);
        return negative ? -seconds : seconds;
    }

    /// <summary><c>1d 2h 30m</c>.</summary>
    public static string Plain(long seconds)
    {
        if (seconds == 0)
            return "0m";
        var text = new StringBuilder(seconds < 0 ? "-" : "");
        var rest = Math.Abs(seconds);
        foreach (var (letter, size) in new[] { ('d', 86_400L), ('h', 3_600L), ('m', 60L), ('s', 1L) })
        {
            if (rest >= size)
                text.Append(text.Length > 0 && text[^1] != '-' ? " " : "").Append(CultureInfo.InvariantCulture, $"{rest / size}{letter}");
            rest %= size;
        }
        return text.ToString();
    }

    private static long? Clock(string text)
    {
        var parts = text.Split(':');
        if (parts.Length is < 2 or > 3 || !parts.All(p => p.Length is > 0 and < 7 && p.All(char.IsAsciiDigit)) || parts[1..].Any(p => p.Length != 2 || p[0] > '5'))
            return null;
        return parts.Concat(parts.Length == 2 ? ["0"] : []).Aggregate(0L, (sum, p) => (sum * 60) + int.Parse(p, CultureInfo.InvariantCulture));
    }

    private static long? Words(string text)
    {
        var (sum, at) = (0m, 0);
        while (at < text.Length)
        {
            if (Take(text, ref at, c => char.IsAsciiDigit(c) || c is '.' or ',') is not { } number || Number(number) is not { } amount
                || Take(text, ref at, char.IsLetter) is not { } unit || !Units.TryGetValue(unit, out var size))
                return null;
            sum += amount * size;
        }
        return Whole(sum);
    }

    /// <summary>Numbers with their letters, each letter at most once and in order; 0 for no text.</summary>
    private static decimal? Sum(string text, string letters)
    {
        var (sum, at, next) = (0m, 0, 0);
        while (at < text.Length)
        {
            if (Take(text, ref at, c => char.IsAsciiDigit(c) || c == '.') is not { } number || Number(number) is not { } amount || at >= text.Length
                || letters.IndexOf(text[at], next) is not (>= 0 and var found))
                return null;
            sum += amount * Units[text[at].ToString()];
            (at, next) = (at + 1, found + 1);
        }
        return sum;
    }

    private static string? Take(string text, ref int at, Func<char, bool> fits)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
            at++;
        var start = at;
        while (at < text.Length && fits(text[at]))
            at++;
        var taken = text[start..at];
        while (at < text.Length && char.IsWhiteSpace(text[at]))
            at++;
        return taken.Length == 0 ? null : taken;
    }

    private static decimal? Number(string text) =>
        text.Length <= 12 && decimal.TryParse(text.Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static long? Whole(decimal seconds) => seconds == decimal.Truncate(seconds) && Math.Abs(seconds) <= long.MaxValue ? (long)seconds : null;
}
