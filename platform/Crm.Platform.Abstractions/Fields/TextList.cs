namespace Crm.Platform.Abstractions;

/// <summary>Several texts as one: each between line breaks, so that a <c>LIKE</c> for <c>\na\n</c> finds exactly one of them on any database.</summary>
public static class TextList
{
    /// <summary>Stands before, between and after the texts; no text holds it.</summary>
    public const char Separator = '\n';

    /// <summary>The stored form; empty for no text.</summary>
    public static string Join(IEnumerable<string> texts)
    {
        var joined = string.Join(Separator, texts);
        return joined.Length == 0 ? "" : $"{Separator}{joined}{Separator}";
    }

    /// <summary>The texts in their stored order.</summary>
    public static IReadOnlyList<string> Split(string stored)
    {
        ArgumentNullException.ThrowIfNull(stored);
        return stored.Split(Separator, StringSplitOptions.RemoveEmptyEntries);
    }
}
