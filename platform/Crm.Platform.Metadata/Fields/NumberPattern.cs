using System.Globalization;
using System.Text;

namespace Crm.Platform.Metadata.Fields;

/// <summary>A pattern of automatic numbers: plain text, one counter (<c>{0000}</c>, as many digits at least), and parts of the day: <c>{yyyy}</c>, <c>{yy}</c>, <c>{MM}</c>, <c>{dd}</c>.</summary>
public sealed class NumberPattern
{
    private const int LongestPattern = 60;
    private const int MostDigits = 18;
    private static readonly string[] DayParts = ["yyyy", "yy", "MM", "dd"];

    private readonly List<(string Text, bool IsMark)> _parts;

    private NumberPattern(List<(string, bool)> parts) => _parts = parts;

    /// <summary>Why it is none, or <see langword="null"/>.</summary>
    public static string? Fault(string pattern)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        if (pattern.Length > LongestPattern || pattern.Any(char.IsControl) || pattern.Trim() != pattern)
            return $"The pattern has at most {LongestPattern} characters, no line break and no blank around it.";
        if (Split(pattern) is not { } parts)
            return "The pattern has a brace without its other half.";
        var marks = parts.Where(p => p.IsMark).Select(p => p.Text).ToList();
        if (marks.Find(m => !IsCounter(m) && !DayParts.Contains(m)) is { } unknown)
            return $"The pattern does not know '{{{unknown}}}'.";
        return marks.Count(IsCounter) == 1 ? null : "The pattern needs one counter: {0000}.";
    }

    /// <exception cref="ArgumentException">The pattern has a fault.</exception>
    public static NumberPattern Of(string pattern) =>
        Fault(pattern) is { } fault ? throw new ArgumentException(fault, nameof(pattern)) : new NumberPattern(Split(pattern)!);

    /// <summary>What the counter runs within: the number without its counter. With a year in the pattern each year begins at 1.</summary>
    public string Series(DateTime day) => Write(day, _ => "{0}");

    /// <summary>The number.</summary>
    public string Number(DateTime day, long value) => Write(day, counter => value.ToString(CultureInfo.InvariantCulture).PadLeft(counter.Length, '0'));

    private string Write(DateTime day, Func<string, string> counter)
    {
        var text = new StringBuilder();
        foreach (var (part, isMark) in _parts)
            text.Append(!isMark ? part : IsCounter(part) ? counter(part) : Day(day, part));
        return text.ToString();
    }

    // A single letter would be a standard format; these are never single.
    private static string Day(DateTime day, string part) => day.ToString(part, CultureInfo.InvariantCulture);

    private static bool IsCounter(string mark) => mark.Length is > 0 and <= MostDigits && mark.All(c => c == '0');

    private static List<(string Text, bool IsMark)>? Split(string pattern)
    {
        var parts = new List<(string, bool)>();
        for (var at = 0; at < pattern.Length;)
        {
            var open = pattern.IndexOfAny(['{', '}'], at);
            var end = open < 0 ? pattern.Length : open;
            if (end > at)
                parts.Add((pattern[at..end], false));
            if (open < 0)
                break;
            var close = pattern.IndexOf('}', open);
            if (pattern[open] == '}' || close < 0)
                return null;
            parts.Add((pattern[(open + 1)..close], true));
            at = close + 1;
        }
        return parts;
    }
}
