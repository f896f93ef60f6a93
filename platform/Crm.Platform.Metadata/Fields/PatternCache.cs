using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace Crm.Platform.Metadata.Fields;

/// <summary>Compiled patterns of definitions. Admins write them, so every match has a deadline.</summary>
internal static class PatternCache
{
    private const int MaxEntries = 512;
    private static readonly TimeSpan Deadline = TimeSpan.FromMilliseconds(100);
    private static readonly ConcurrentDictionary<string, Regex> Patterns = new(StringComparer.Ordinal);

    /// <summary>Whether the text matches; a pattern that takes too long does not.</summary>
    public static bool Matches(string pattern, string text)
    {
        try
        {
            return Get(pattern).IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }

    /// <summary>Why it is no regular expression, or <see langword="null"/> when it is one.</summary>
    public static string? Fault(string pattern)
    {
        try
        {
            Get(pattern);
            return null;
        }
        catch (ArgumentException fault)
        {
            return fault.Message;
        }
    }

    private static Regex Get(string pattern)
    {
        if (Patterns.Count > MaxEntries)
            Patterns.Clear();
        return Patterns.GetOrAdd(pattern, p => new Regex(p, RegexOptions.ECMAScript, Deadline));
    }
}
