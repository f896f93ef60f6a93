using System.Text;

namespace Crm.Platform.Expressions;

/// <summary>How text compares everywhere in the product: ASCII letters alike in either case, all else by code point, as SQLite's NOCASE does and PostgreSQL's lower under the collation "C".</summary>
public static class TextRules
{
    /// <summary>What <c>trim</c> takes from both ends.</summary>
    public static readonly IReadOnlyList<char> Blanks = [' ', '\t', '\n', '\r', '\v', '\f', '\u00A0'];

    /// <summary>The character that makes a wildcard plain in a pattern of <see cref="Pattern"/>.</summary>
    public const string PatternEscape = "\\";

    private static readonly char[] BlankArray = [.. Blanks];

    /// <summary>The same rules for sorting.</summary>
    public static IComparer<string?> Order { get; } = Comparer<string?>.Create(Compare);

    public static bool Same(string? left, string? right) =>
        left is null || right is null ? left is null && right is null : left.Length == right.Length && Compare(left, right) == 0;

    /// <summary>Sign of the order; null comes first.</summary>
    public static int Compare(string? left, string? right)
    {
        if (left is null || right is null)
            return (left is null ? 0 : 1) - (right is null ? 0 : 1);
        var length = Math.Min(left.Length, right.Length);
        for (var i = 0; i < length; i++)
            if (Rank(left[i]) - Rank(right[i]) is var difference and not 0)
                return difference;
        return left.Length - right.Length;
    }

    public static string Lower(string text) => string.Create(text.Length, text, static (span, source) =>
    {
        for (var i = 0; i < span.Length; i++)
            span[i] = char.IsAsciiLetterUpper(source[i]) ? (char)(source[i] | 0x20) : source[i];
    });

    public static string Upper(string text) => string.Create(text.Length, text, static (span, source) =>
    {
        for (var i = 0; i < span.Length; i++)
            span[i] = char.IsAsciiLetterLower(source[i]) ? (char)(source[i] & ~0x20) : source[i];
    });

    public static string Trim(string text) => text.Trim(BlankArray);

    /// <summary>Characters as people and databases count them: a pair of surrogates is one.</summary>
    public static long Length(string text)
    {
        var length = 0L;
        foreach (var _ in text.EnumerateRunes())
            length++;
        return length;
    }

    /// <summary>A pattern for SQL's <c>LIKE … ESCAPE '\'</c> that finds <paramref name="part"/> literally.</summary>
    public static string Pattern(string part, TextPlace place)
    {
        var pattern = new StringBuilder(part.Length + 2);
        if (place is TextPlace.Anywhere or TextPlace.End)
            pattern.Append('%');
        foreach (var character in part)
            pattern.Append(character is '%' or '_' or '\\' ? PatternEscape : "").Append(character);
        if (place is TextPlace.Anywhere or TextPlace.Start)
            pattern.Append('%');
        return pattern.ToString();
    }

    // Lower-cased, with surrogates moved above the rest of the plane: so UTF-16 sorts as code points, and as UTF-8, do.
    private static int Rank(char character) =>
        char.IsAsciiLetterUpper(character) ? character | 0x20 : char.IsSurrogate(character) ? character + 0x10000 : character;
}

/// <summary>Where a part must lie in a text.</summary>
public enum TextPlace { Anywhere, Start, End }
