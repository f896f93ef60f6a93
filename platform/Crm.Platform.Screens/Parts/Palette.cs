using System.Text.RegularExpressions;

namespace Crm.Platform.Screens.Parts;

/// <summary>Colours that mean nothing but "the same again": a name always gets the same one.</summary>
internal static partial class Palette
{
    private static readonly string[] Colors = ["#4f6bed", "#8764b8", "#c2489b", "#c4544d", "#b96a1d", "#8a7a1f", "#3f8a4d", "#1c8a86", "#2a7fb8"];

    public static string Of(string? name)
    {
        // string.GetHashCode differs from one process to the next.
        var sum = (name ?? "").Aggregate(17u, (hash, letter) => unchecked((hash * 31) + letter));
        return Colors[sum % (uint)Colors.Length];
    }

    /// <summary>The colour if it is a plain hex colour, else <see langword="null"/>: it goes into a style attribute.</summary>
    public static string? Safe(string? color) => color is not null && Hex().IsMatch(color) ? color : null;

    [GeneratedRegex("^#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})\\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 100)]
    private static partial Regex Hex();
}
