using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Snapshots;

namespace Crm.Platform.Screens.Importing;

/// <summary>What columns can go into.</summary>
internal static class ImportFields
{
    /// <summary>The field a column goes into, with the entity whose records its cells name.</summary>
    public static (FieldDefinition? Field, EntityDefinition? Target) Of(MetadataSnapshot snapshot, EntityDefinition entity, string? written)
    {
        if (written is null)
            return (null, null);
        if ((entity.Field(written) ?? entity.Navigation(written)) is { } field)
            return (field, field.Lookup is { } one ? snapshot.Entity(one) : null);
        return entity.Along([.. written.Split('.')], 0, out _) is { } lookup ? (entity.Field(lookup.Name), snapshot.Entity(lookup.Lookup!)) : (null, null);
    }

    /// <summary>How the choice of a field is called; of a lookup of several entities, by the one that cells name records of.</summary>
    public static string NameOf(FieldDefinition? field, EntityDefinition? target) =>
        field is null ? "" : field.TypeField is not null && target is not null ? $"{field.NavigationName}.{target.Name}" : field.Name;

    /// <summary>The choices a field makes: itself, and for a lookup of several entities each of them.</summary>
    public static IEnumerable<(string Name, string Title)> OptionsOf(MetadataSnapshot snapshot, FieldDefinition field)
    {
        if (field.TypeField is null)
            return [(field.Name, field.Title)];
        var targets = snapshot.Entities.Where(e => field.PointsAt(e.Name)).OrderBy(e => e.Title, StringComparer.CurrentCulture);
        return targets.Select(e => (NameOf(field, e), $"{field.Title}: {e.Title}")).Append((field.Name, $"{field.Title}: id"));
    }
}
