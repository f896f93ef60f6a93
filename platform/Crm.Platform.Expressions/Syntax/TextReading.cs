using System.Globalization;
using System.Text;

namespace Crm.Platform.Expressions.Syntax;

/// <summary>Reads the inside of a quoted text or template, with JavaScript's escapes.</summary>
internal sealed class TextReading(string text, int at, int start)
{
    private readonly StringBuilder _value = new();
    private int _at = at;
    private SyntaxError? _error;

    public string UntilQuote(char quote, out int end, out SyntaxError? error)
    {
        while (_error is null && _at < text.Length && text[_at] != quote && text[_at] is not ('\n' or '\r'))
            Character();
        if (_error is null && (_at >= text.Length || text[_at] != quote))
            _error = new SyntaxError(start, "the text that starts here has no closing quote.", $"Close it with {quote}");
        return Finish(1, out end, out error);
    }

    public string UntilTemplateBreak(out int end, out bool ended, out SyntaxError? error)
    {
        while (_error is null && _at < text.Length && text[_at] != '`' && !IsBreak())
            Character();
        if (_error is null && _at >= text.Length)
            _error = new SyntaxError(start, "the template that starts here has no closing backtick.", "Close it with `");
        ended = _error is not null || text[_at] == '`';
        return Finish(ended ? 1 : 2, out end, out error);
    }

    private bool IsBreak() => text[_at] == '$' && _at + 1 < text.Length && text[_at + 1] == '{';

    private string Finish(int closing, out int end, out SyntaxError? error)
    {
        error = _error;
        end = Math.Min(text.Length, _at + closing);
        return _value.ToString();
    }

    private void Character()
    {
        if (text[_at] == '\\')
            Escape();
        else
            Append(text[_at++], _at - 1);
    }

    private void Append(char character, int position)
    {
        // The databases end a text at a zero, each in its own way.
        if (character == '\0')
            _error = new SyntaxError(position, "a text cannot contain a zero character.");
        _value.Append(character);
    }

    private void Escape()
    {
        var position = _at++;
        if (_at >= text.Length)
            return;
        var code = text[_at++];
        switch (code)
        {
            case 'n': Append('\n', position); break;
            case 't': Append('\t', position); break;
            case 'r': Append('\r', position); break;
            case 'b': Append('\b', position); break;
            case 'f': Append('\f', position); break;
            case 'v': Append('\v', position); break;
            case '0': Append('\0', position); break;
            case 'x': Hex(position, 2); break;
            case 'u' when _at < text.Length && text[_at] == '{': Braced(position); break;
            case 'u': Hex(position, 4); break;
            default: Append(code, position); break;
        }
    }

    private void Hex(int position, int digits)
    {
        if (_at + digits <= text.Length && Parse(text.AsSpan(_at, digits)) is { } code)
            Append((char)code, position);
        else
            _error = new SyntaxError(position, $"an escape needs {digits} hexadecimal digits here.");
        _at = Math.Min(text.Length, _at + digits);
    }

    private void Braced(int position)
    {
        var close = text.IndexOf('}', _at);
        if (close > _at + 1 && close - _at <= 7 && Parse(text.AsSpan(_at + 1, close - _at - 1)) is { } code && Rune.IsValid(code) && code != 0)
            _value.Append(new Rune(code).ToString());
        else
            _error = new SyntaxError(position, "an escape \\u{…} needs the hexadecimal number of a character.");
        _at = close < 0 ? text.Length : close + 1;
    }

    private static int? Parse(ReadOnlySpan<char> hex) =>
        int.TryParse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code) ? code : null;
}
