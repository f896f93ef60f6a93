namespace Crm.Platform.Records.Search;

/// <summary>Takes a search text apart. Every text has a meaning: what makes no sense as an operator is a word, a parenthesis without its other half is nothing.</summary>
internal static class SearchLexer
{
    /// <summary>What is nested deeper counts as if it were not.</summary>
    private const int Deepest = 20;

    public static List<SearchLexeme> Read(string text)
    {
        var raw = Split(text);
        Pair(raw);
        return Operators(raw);
    }

    private static List<SearchLexeme> Split(string text)
    {
        var found = new List<SearchLexeme>();
        for (var i = 0; i < text.Length;)
        {
            if (text[i] is '(' or ')')
            {
                found.Add(new SearchLexeme(text[i] == '(' ? SearchLexemeKind.Open : SearchLexemeKind.Close, "", false));
                i++;
            }
            else if (text[i] == '"')
            {
                var end = text.IndexOf('"', i + 1);
                found.Add(new SearchLexeme(SearchLexemeKind.Phrase, text[(i + 1)..(end < 0 ? text.Length : end)], false));
                i = end < 0 ? text.Length : end + 1;
            }
            else
            {
                var end = i;
                while (end < text.Length && !char.IsWhiteSpace(text[end]) && text[end] is not ('(' or ')' or '"'))
                    end++;
                if (end > i)
                    found.Add(new SearchLexeme(SearchLexemeKind.Word, text[i..end], text.AsSpan(end).TrimStart().TrimStart(')').IsWhiteSpace()));
                i = Math.Max(end, i + 1);
            }
        }
        return found;
    }

    /// <summary>Leaves only parentheses that belong together.</summary>
    private static void Pair(List<SearchLexeme> lexemes)
    {
        var (open, kept) = (new Stack<int>(), new HashSet<int>());
        for (var i = 0; i < lexemes.Count; i++)
        {
            if (lexemes[i].Kind == SearchLexemeKind.Open)
                open.Push(i);
            else if (lexemes[i].Kind == SearchLexemeKind.Close && open.TryPop(out var begin) && open.Count < Deepest)
                kept.UnionWith([begin, i]);
        }
        for (var i = lexemes.Count - 1; i >= 0; i--)
            if (lexemes[i].Kind is SearchLexemeKind.Open or SearchLexemeKind.Close && !kept.Contains(i))
                lexemes.RemoveAt(i);
    }

    private static List<SearchLexeme> Operators(List<SearchLexeme> raw)
    {
        var read = new List<SearchLexeme>(raw.Count);
        for (var i = 0; i < raw.Count; i++)
        {
            var follows = i + 1 < raw.Count && raw[i + 1].BeginsOperand;
            var joins = follows && read.Count > 0 && read[^1].EndsOperand;
            read.Add(
                joins && raw[i].IsWord("AND") ? raw[i] with { Kind = SearchLexemeKind.And }
                : joins && raw[i].IsWord("OR") ? raw[i] with { Kind = SearchLexemeKind.Or }
                : follows && raw[i].IsWord("NOT") ? raw[i] with { Kind = SearchLexemeKind.Not }
                : raw[i]);
        }
        return read;
    }
}
