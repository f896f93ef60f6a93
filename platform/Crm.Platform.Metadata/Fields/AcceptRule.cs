namespace Crm.Platform.Metadata.Fields;

/// <summary>Which files a field takes: media types (<c>application/pdf</c>, <c>image/*</c>) and endings (<c>.pdf</c>); one that fits is enough.</summary>
public static class AcceptRule
{
    public static bool IsWellFormed(string rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return rule.StartsWith('.') ? rule.Length is > 1 and <= 20 && rule[1..].All(char.IsAsciiLetterOrDigit)
            : rule.Split('/') is [var type, var subtype] && IsToken(type) && (subtype == "*" || IsToken(subtype));
    }

    /// <param name="contentType">As found in the content, not as claimed.</param>
    public static bool Fits(IReadOnlyCollection<string> rules, string name, string contentType)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(contentType);
        return rules.Count == 0 || rules.Any(rule => rule.StartsWith('.') ? name.EndsWith(rule, StringComparison.OrdinalIgnoreCase)
            : rule.EndsWith("/*", StringComparison.Ordinal) ? contentType.StartsWith(rule[..^1], StringComparison.OrdinalIgnoreCase)
            : string.Equals(rule, contentType, StringComparison.OrdinalIgnoreCase));
    }

    private static bool IsToken(string text) => text.Length is > 0 and <= 100 && text.All(c => char.IsAsciiLetterOrDigit(c) || "!#$&-^_.+".Contains(c, StringComparison.Ordinal));
}
