using Crm.Platform.Abstractions;

namespace Crm.Platform.Metadata.Definitions.Reading;

/// <summary>Hints for names that do not exist.</summary>
internal static class Suggestion
{
    private const int MaxListed = 12;

    /// <summary>"Did you mean …?" for a near miss, else a short list of what there is; <see langword="null"/> when that would be empty or long.</summary>
    public static string? For(string word, IEnumerable<string> known)
    {
        var names = known.Distinct(StringComparer.Ordinal).ToList();
        return DidYouMean.Hint(word, names) ?? (names.Count is 0 or > MaxListed ? null : $"There is {string.Join(", ", names)}.");
    }
}
