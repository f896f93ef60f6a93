namespace Crm.Platform.Expressions.Syntax;

/// <summary>One word of an expression.</summary>
/// <param name="Text">As written; for a name or symbol it is all there is to know.</param>
/// <param name="Value">The constant of a number or string.</param>
internal readonly record struct Token(TokenKind Kind, string Text, int Position, object? Value = null)
{
    public bool Is(string symbol) => Kind == TokenKind.Symbol && Text == symbol;

    public bool IsWord(string word) => Kind == TokenKind.Name && Text == word;

    public override string ToString() => Kind == TokenKind.End ? "the end" : $"'{Text}'";
}

internal enum TokenKind { End, Number, Text, Name, Symbol }
