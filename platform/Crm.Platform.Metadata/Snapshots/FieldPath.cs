using System.Collections.Immutable;
using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Definitions.Reading;

namespace Crm.Platform.Metadata.Snapshots;

/// <summary>Follows <c>account.name</c> from an entity to the field it ends at.</summary>
internal static class FieldPath
{
    /// <summary>Why the path leads nowhere, or <see langword="null"/> when it ends at a field.</summary>
    public static (string Message, string? Hint)? Fault(EntityDefinition entity, string path, IReadOnlyDictionary<string, EntityDefinition> entities)
    {
        if (entity.Field(path) is not null)
            return null;
        var segments = path.Split('.').ToImmutableArray();
        if (entity.Field(segments[0]) is { Parts.IsEmpty: false } composite)
            return Unknown(entity, path, composite.Parts.Select(p => p.Name));
        if (segments.Length == 1)
            return Unknown(entity, path, entity.Fields.Select(f => f.Name));
        if (entity.Along(segments, 0, out var length) is not { } lookup)
            return entity.Navigation(segments[0]) is { } several
                ? ($"'{segments[0]}' leads to several entities, and '{segments[1]}' is none of them.", Suggestion.For(segments[1], several.Targets) ?? $"Name the entity first: {segments[0]}.account.name.")
                : Unknown(entity, segments[0], entity.Fields.Where(f => f.IsLookup).Select(f => f.NavigationName));
        // Without its target a lookup of a system field (owner) leads nowhere yet.
        return entities.TryGetValue(lookup.Lookup!, out var target) ? Behind(target, path, segments[length..], entities) : ($"There is no entity '{lookup.Lookup}'.", null);
    }

    /// <summary>What is left behind the one lookup must be a field, or a part of one: <c>account.billing_address.city</c>.</summary>
    private static (string Message, string? Hint)? Behind(EntityDefinition target, string path, ImmutableArray<string> rest, IReadOnlyDictionary<string, EntityDefinition> entities) => rest.Length switch
    {
        0 => ($"'{path}' ends at a record, not at a field.", $"Name a field of it: {path}.{target.DisplayField}."),
        > 1 when target.Field(rest[0]) is not { Parts.IsEmpty: false } => ($"'{path}' goes over more than one lookup.", "Use a field or one lookup: account.name."),
        _ => Fault(target, string.Join('.', rest), entities),
    };

    private static (string, string?) Unknown(EntityDefinition entity, string name, IEnumerable<string> known) =>
        ($"'{entity.Name}' has no field '{name}'.", Suggestion.For(name, known));
}
