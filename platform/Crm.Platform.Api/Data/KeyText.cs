using System.Diagnostics.CodeAnalysis;

namespace Crm.Platform.Api.Data;

/// <summary>A key as OData addresses write it: <c>email='a@b.c'</c>, <c>code='O''Brien',number=3</c>.</summary>
internal static class KeyText
{
    private const int MostFields = 8;

    /// <summary>Names and values; a value is quoted text, or a number, date or id without quotes.</summary>
    public static bool TryRead(string text, [NotNullWhen(true)] out List<(string Name, string Value, bool IsQuoted)>? fields)
    {
        fields = [];
        for (var at = 0; at < text.Length; at++)
        {
            var equals = text.IndexOf('=', at);
            if (equals <= at || fields.Count == MostFields)
                return false;
            var name = text[at..equals].Trim();
            at = equals + 1;
            var isQuoted = at < text.Length && text[at] == '\'';
            var end = isQuoted ? EndOfQuoted(text, at + 1) : EndOfPlain(text, at);
            if (end < 0 || fields.Exists(f => f.Name == name))
                return false;
            fields.Add((name, isQuoted ? text[(at + 1)..end].Replace("''", "'", StringComparison.Ordinal) : text[at..end].Trim(), isQuoted));
            at = isQuoted ? end + 1 : end;
            if (at < text.Length && text[at] != ',')
                return false;
        }

        return fields.Count > 0 && text[^1] != ',';
    }

    private static int EndOfPlain(string text, int from) => text.IndexOf(',', from) is >= 0 and var comma ? comma : text.Length;

    /// <summary>The closing quote; two quotes are one inside the text.</summary>
    private static int EndOfQuoted(string text, int from)
    {
        for (var at = from; at < text.Length; at++)
        {
            if (text[at] != '\'')
                continue;
            if (at + 1 == text.Length || text[at + 1] != '\'')
                return at;
            at++;
        }

        return -1;
    }
}
