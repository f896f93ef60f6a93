namespace Crm.Platform.Expressions.Syntax;

/// <summary>Cuts the text into tokens on demand, because inside a template the parser decides what comes next.</summary>
internal sealed class Lexer(string text)
{
    private static readonly string[] Symbols =
    [
        "===", "!==", "?.", "??", "==", "!=", "<=", ">=", "&&", "||", "=>", "<>", "++", "--",
        "+", "-", "*", "/", "%", "<", ">", "!", "?", ":", ".", ",", "(", ")", "[", "]", "{", "}", "=", "&", "|", "^", "~", ";", "`",
    ];

    private int _at;

    public SyntaxError? Error { get; private set; }

    /// <summary>The next token; the end when there is none or when <see cref="Error"/> was met.</summary>
    public Token Next()
    {
        while (_at < text.Length && (char.IsWhiteSpace(text[_at]) || text[_at] == '\uFEFF'))
            _at++;
        if (Error is not null || _at >= text.Length)
            return new Token(TokenKind.End, "", text.Length);
        var first = text[_at];
        if (first is '\'' or '"')
            return Quoted();
        if (char.IsAsciiDigit(first) || (first == '.' && _at + 1 < text.Length && char.IsAsciiDigit(text[_at + 1])))
            return Number();
        return char.IsAsciiLetter(first) || first == '_' ? Name() : Symbol();
    }

    /// <summary>The literal text of a template from here to its next <c>${</c> (then <paramref name="ended"/> is false) or its closing backtick.</summary>
    public string Chunk(int start, out bool ended)
    {
        var chunk = new TextReading(text, _at, start).UntilTemplateBreak(out _at, out ended, out var error);
        Error ??= error;
        return chunk;
    }

    private Token Quoted()
    {
        var start = _at;
        var value = new TextReading(text, start + 1, start).UntilQuote(text[start], out _at, out var error);
        Error ??= error;
        return error is null ? new Token(TokenKind.Text, text[start.._at], start, value) : new Token(TokenKind.End, "", start);
    }

    private Token Number()
    {
        var start = _at;
        _at = NumberReading.End(text, start);
        var written = text[start.._at];
        if (_at < text.Length && (char.IsAsciiLetterOrDigit(text[_at]) || text[_at] is '_' or '.'))
            return Fail(start, $"'{written}{text[_at]}' is not a number.", "Write digits with at most one point: 1250.5");
        return NumberReading.Value(written) is { } value
            ? new Token(TokenKind.Number, written, start, value)
            : Fail(start, $"'{written}' is too large a number.", null);
    }

    private Token Name()
    {
        var start = _at;
        while (_at < text.Length && (char.IsAsciiLetterOrDigit(text[_at]) || text[_at] == '_'))
            _at++;
        return new Token(TokenKind.Name, text[start.._at], start);
    }

    private Token Symbol()
    {
        foreach (var symbol in Symbols)
            if (string.CompareOrdinal(text, _at, symbol, 0, symbol.Length) == 0 && !IsChoiceBeforeNumber(symbol))
            {
                _at += symbol.Length;
                return new Token(TokenKind.Symbol, symbol, _at - symbol.Length);
            }
        return Fail(_at, $"'{Shown()}' is not part of the language.", Suggestions.ForCharacter(text[_at]));
    }

    // As in JavaScript: a?.5:1 chooses, it does not reach into a field named 5.
    private bool IsChoiceBeforeNumber(string symbol) => symbol == "?." && _at + 2 < text.Length && char.IsAsciiDigit(text[_at + 2]);

    private string Shown() => char.IsHighSurrogate(text[_at]) && _at + 1 < text.Length ? text.Substring(_at, 2)
        : char.IsControl(text[_at]) || char.IsSurrogate(text[_at]) ? $"\\u{(int)text[_at]:x4}" : text[_at].ToString();

    private Token Fail(int position, string message, string? hint)
    {
        Error = new SyntaxError(position, message, hint);
        return new Token(TokenKind.End, "", position);
    }
}
