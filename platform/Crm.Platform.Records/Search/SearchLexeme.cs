namespace Crm.Platform.Records.Search;

/// <summary>One piece of a search text.</summary>
/// <param name="IsLast">Whether nothing but closing parentheses follows, right up to the end.</param>
internal readonly record struct SearchLexeme(SearchLexemeKind Kind, string Text, bool IsLast)
{
    public bool IsWord(string word) => Kind == SearchLexemeKind.Word && Text == word;

    public bool BeginsOperand => Kind is not SearchLexemeKind.Close;

    public bool EndsOperand => Kind is SearchLexemeKind.Word or SearchLexemeKind.Phrase or SearchLexemeKind.Close;
}

internal enum SearchLexemeKind
{
    Word,
    Phrase,
    Open,
    Close,
    And,
    Or,
    Not,
}
