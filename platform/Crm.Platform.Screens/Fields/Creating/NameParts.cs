using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Crm.Platform.Abstractions;

namespace Crm.Platform.Screens.Fields.Creating;

/// <summary>Which fields make up what a record is called, and how words somebody typed fall on them.</summary>
internal static partial class NameParts
{
    /// <summary>The display field itself, or the text fields its formula names, in the formula's order.</summary>
    public static ImmutableArray<FieldDefinition> Of(EntityDefinition entity)
    {
        var display = entity.Field(entity.DisplayField);
        if (display is { ReadOnly: false, IsComputed: false })
            return [display];
        var named = Identifier().Matches(display?.Formula ?? "").Select(m => entity.Field(m.Value)).OfType<FieldDefinition>();
        return [.. named.Where(f => f is { Kind: FieldKinds.Text, ReadOnly: false, IsComputed: false }).Distinct()];
    }

    /// <summary>"Ada King Lovelace" over two fields is "Ada King" and "Lovelace"; one word alone is the last part.</summary>
    public static IEnumerable<(FieldDefinition Field, string Text)> Split(string words, ImmutableArray<FieldDefinition> parts)
    {
        var typed = words.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (parts.IsEmpty || typed.Length == 0)
            yield break;
        if (parts.Length == 1)
        {
            yield return (parts[0], string.Join(' ', typed));
            yield break;
        }
        yield return (parts[^1], typed[^1]);
        if (typed.Length > 1)
            yield return (parts[0], string.Join(' ', typed[..^1]));
    }

    [GeneratedRegex("[a-z_][a-z0-9_]*", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 100)]
    private static partial Regex Identifier();
}
