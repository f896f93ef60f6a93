using Crm.Platform.Records.Search;
using Crm.Platform.Storage.Search;

namespace Crm.Platform.Records.Tests.Search;

/// <summary>The meaning of a search, spelt out over texts in memory.</summary>
internal static class PlainSearch
{
    public static bool Finds(SearchNode? node, IReadOnlyList<string?> texts) => node switch
    {
        null => false,
        SearchNode.Not not => !Finds(not.Part, texts),
        SearchNode.All all => all.Parts.All(p => Finds(p, texts)),
        SearchNode.Any any => any.Parts.Any(p => Finds(p, texts)),
        SearchNode.Term term => texts.Any(t => t is not null && Holds(t, term)),
        _ => throw new ArgumentOutOfRangeException(nameof(node)),
    };

    private static bool Holds(string text, SearchNode.Term term)
    {
        var words = new List<string>();
        TextWords.Split(text, words);
        return Enumerable.Range(0, Math.Max(0, words.Count - term.Words.Length + 1)).Any(start => term.Words.Index().All(w => Fits(words[start + w.Index], w.Item, term.IsOpen && w.Index == term.Words.Length - 1)));
    }

    private static bool Fits(string word, string wanted, bool isOpen) => isOpen ? word.StartsWith(wanted, StringComparison.Ordinal) : word == wanted;
}
