using Crm.Platform.Abstractions;

namespace Crm.Platform.Records.Importing.Values;

/// <summary>The existing value somebody probably meant, where blanks, punctuation and letter case do not count: <c>GTXPro</c> is <c>GTX Pro</c>.</summary>
internal static class NearestValue
{
    public static string? Find(string text, IEnumerable<string> values)
    {
        var byLetters = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var value in values)
            byLetters.TryAdd(Letters(value), value);
        var written = Letters(text);
        if (written.Length == 0)
            return null;
        return byLetters.GetValueOrDefault(written) ?? (DidYouMean.Nearest(written, byLetters.Keys) is { } near ? byLetters[near] : null);
    }

    private static string Letters(string text) => string.Concat(text.Where(char.IsLetterOrDigit));
}
