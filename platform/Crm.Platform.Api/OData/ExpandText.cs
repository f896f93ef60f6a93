using System.Collections.Immutable;

namespace Crm.Platform.Api.OData;

/// <summary>Finds the options of one item in the text of <c>$expand</c>, so that a next link can say them again. The text was understood before.</summary>
internal static class ExpandText
{
    public static ImmutableArray<QueryOption> Options(string expand, string name)
    {
        var item = Split(expand, ',').Select(i => i.Trim()).FirstOrDefault(i => i == name || (i.StartsWith(name, StringComparison.Ordinal) && i[name.Length..].TrimStart() is ['(', ..]));
        var open = item?.IndexOf('(', StringComparison.Ordinal) ?? -1;
        if (open < 0)
            return [];
        return [.. Split(item![(open + 1)..^1], ';').Select(o => o.Split('=', 2)).Where(o => o.Length == 2).Select(o => new QueryOption(o[0].Trim(), o[1].Trim()))];
    }

    /// <summary>The parts between separators that stand in no parentheses and no quoted text.</summary>
    private static List<string> Split(string text, char separator)
    {
        var parts = new List<string>();
        var (depth, quoted, from) = (0, false, 0);
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == '\'')
                quoted = !quoted;
            if (quoted)
                continue;
            depth += text[at] == '(' ? 1 : text[at] == ')' ? -1 : 0;
            if (depth > 0 || text[at] != separator)
                continue;
            parts.Add(text[from..at]);
            from = at + 1;
        }
        parts.Add(text[from..]);
        return parts;
    }
}
