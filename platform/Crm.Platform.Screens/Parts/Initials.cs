using System.Globalization;

namespace Crm.Platform.Screens.Parts;

/// <summary>One or two letters that stand for a name.</summary>
internal static class Initials
{
    public static string Of(string? name)
    {
        var words = (name ?? "").Split([' ', '.', '@', '-', '_'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return words.Length switch
        {
            0 => "?",
            1 => First(words[0]),
            _ => First(words[0]) + First(words[1]),
        };
    }

    private static string First(string word) => StringInfo.GetNextTextElement(word).ToUpperInvariant();
}
