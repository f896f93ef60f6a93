using System.Globalization;

namespace Crm.Platform.Expressions.Syntax;

/// <summary>Number literals: whole ones are <see cref="long"/>, all others <see cref="decimal"/>.</summary>
internal static class NumberReading
{
    public static int End(string text, int start)
    {
        var at = Digits(text, start);
        if (at + 1 < text.Length && text[at] == '.' && char.IsAsciiDigit(text[at + 1]))
            at = Digits(text, at + 1);
        if (at < text.Length && text[at] is 'e' or 'E')
        {
            var sign = at + 1 < text.Length && text[at + 1] is '+' or '-' ? 1 : 0;
            if (at + 1 + sign < text.Length && char.IsAsciiDigit(text[at + 1 + sign]))
                at = Digits(text, at + 1 + sign);
        }
        return at;
    }

    /// <summary>The number, or <see langword="null"/> when it is out of range.</summary>
    public static object? Value(string written) =>
        long.TryParse(written, NumberStyles.None, CultureInfo.InvariantCulture, out var whole) ? whole
        : decimal.TryParse(written, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number) ? number
        : null;

    private static int Digits(string text, int at)
    {
        while (at < text.Length && char.IsAsciiDigit(text[at]))
            at++;
        return at;
    }
}
