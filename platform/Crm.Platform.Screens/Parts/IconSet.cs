using System.Collections.Frozen;
using System.Text.Json;

namespace Crm.Platform.Screens.Parts;

/// <summary>The names definitions may give an icon; the build draws the sprite from the same list.</summary>
public static class IconSet
{
    internal const string Sprite = "_content/Crm.Platform.Screens/generated/icons.svg";
    private const string Fallback = "table";

    /// <summary>Every name there is a drawing for.</summary>
    public static FrozenSet<string> Names { get; } = Load();

    /// <summary>The name itself, or a neutral one where there is no such drawing.</summary>
    internal static string Known(string? name) => name is not null && Names.Contains(name) ? name : Fallback;

    private static FrozenSet<string> Load()
    {
        using var list = typeof(IconSet).Assembly.GetManifestResourceStream("icons.json")!;
        return JsonSerializer.Deserialize<Dictionary<string, string>>(list)!.Keys.ToFrozenSet(StringComparer.Ordinal);
    }
}
