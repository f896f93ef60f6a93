using System.Collections.Immutable;
using Crm.Platform.Storage.Search;

namespace Crm.Platform.Records.Search;

/// <summary>Reads a search text as OData has it: words and <c>"phrases"</c>, side by side or with <c>AND</c>, <c>OR</c>, <c>NOT</c> and parentheses. No text is wrong.</summary>
internal sealed class SearchReader
{
    private readonly List<SearchLexeme> _lexemes;
    private int _at;
    private int _denied;

    private SearchReader(string text) => _lexemes = SearchLexer.Read(text);

    /// <returns><see langword="null"/> when there is no word in it.</returns>
    public static SearchNode? Read(string text) => new SearchReader(text).Any();

    private SearchNode? Any()
    {
        var parts = new List<SearchNode?> { All() };
        while (Take(SearchLexemeKind.Or))
            parts.Add(All());
        return Joined(parts, all => new SearchNode.Any(all));
    }

    private SearchNode? All()
    {
        var parts = new List<SearchNode?>();
        do
            parts.Add(One());
        while (Take(SearchLexemeKind.And) || (_at < _lexemes.Count && _lexemes[_at].Kind is not (SearchLexemeKind.Or or SearchLexemeKind.Close)));
        return Joined(parts, all => new SearchNode.All(all));
    }

    private SearchNode? One()
    {
        if (_at >= _lexemes.Count || _lexemes[_at].Kind == SearchLexemeKind.Close)
            return null;
        var lexeme = _lexemes[_at++];
        return lexeme.Kind switch
        {
            SearchLexemeKind.Not => Denied(),
            SearchLexemeKind.Open => Nested(),
            _ => Term(lexeme),
        };
    }

    private SearchNode.Not? Denied()
    {
        // Two of them are none; a long chain must not become a deep tree.
        var isTwice = false;
        while (Take(SearchLexemeKind.Not))
            isTwice = !isTwice;
        _denied++;
        var part = One();
        _denied--;
        return part is null ? null : new SearchNode.Not(isTwice ? new SearchNode.Not(part) : part);
    }

    private SearchNode? Nested()
    {
        var node = Any();
        Take(SearchLexemeKind.Close);
        return node;
    }

    /// <summary>Nobody means all words that begin so when saying what is not wanted.</summary>
    private SearchNode.Term? Term(SearchLexeme lexeme)
    {
        var words = new List<string>();
        TextWords.Split(lexeme.Text, words);
        return words.Count == 0 ? null : new SearchNode.Term([.. words], lexeme is { Kind: SearchLexemeKind.Word, IsLast: true } && _denied == 0);
    }

    private bool Take(SearchLexemeKind kind)
    {
        if (_at >= _lexemes.Count || _lexemes[_at].Kind != kind)
            return false;
        _at++;
        return true;
    }

    private static SearchNode? Joined(List<SearchNode?> parts, Func<ImmutableArray<SearchNode>, SearchNode> join)
    {
        ImmutableArray<SearchNode> some = [.. parts.OfType<SearchNode>()];
        return some.Length > 1 ? join(some) : some.FirstOrDefault();
    }
}
