namespace Crm.Platform.Metadata.Definitions.Reading;

/// <summary>The usual plural of an English name or label; a definition that wants another one says so.</summary>
internal static class EnglishPlural
{
    private static readonly (string One, string Many)[] Irregular = [("person", "people"), ("child", "children"), ("man", "men"), ("foot", "feet"), ("tooth", "teeth"), ("mouse", "mice")];
    private static readonly string[] Hissing = ["s", "x", "z", "ch", "sh"];

    public static string Of(string word)
    {
        foreach (var (one, many) in Irregular)
            if (word.EndsWith(one, StringComparison.OrdinalIgnoreCase))
                return string.Concat(word.AsSpan(0, word.Length - one.Length + 1), many.AsSpan(1));
        if (word is [.., var before, 'y' or 'Y'] && !"aeiouAEIOU".Contains(before, StringComparison.Ordinal))
            return word[..^1] + "ies";
        return Hissing.Any(ending => word.EndsWith(ending, StringComparison.OrdinalIgnoreCase)) ? word + "es" : word + "s";
    }
}
