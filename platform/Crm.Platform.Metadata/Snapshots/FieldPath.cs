using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Definitions.Reading;

namespace Crm.Platform.Metadata.Snapshots;

/// <summary>Follows <c>account.name</c> from an entity to the field it ends at.</summary>
internal static class FieldPath
{
    private const int MaxSegments = 2;

    /// <summary>Why the path leads nowhere, or <see langword="null"/> when it ends at a field.</summary>
    public static (string Message, string? Hint)? Fault(EntityDefinition entity, string path, IReadOnlyDictionary<string, EntityDefinition> entities)
    {
        if (entity.Field(path) is not null)
            return null;
        var segments = path.Split('.');
        if (entity.Field(segments[0]) is { Parts.IsEmpty: false } composite)
            return Unknown(entity, path, composite.Parts.Select(p => p.Name));
        if (segments.Length > MaxSegments && !IsPart(entity, segments, entities))
            return ($"'{path}' goes over more than one lookup.", "Use a field or one lookup: account.name.");
        if (segments.Length == 1)
            return Unknown(entity, path, entity.Fields.Select(f => f.Name));
        if (entity.Navigation(segments[0]) is not { } lookup)
            return Unknown(entity, segments[0], entity.Fields.Where(f => f.Lookup is not null).Select(f => f.NavigationName));
        // Without its target a lookup of a system field (owner) leads nowhere yet.
        return entities.TryGetValue(lookup.Lookup!, out var target) ? Fault(target, string.Join('.', segments[1..]), entities) : ($"There is no entity '{lookup.Lookup}'.", null);
    }

    private static (string, string?) Unknown(EntityDefinition entity, string name, IEnumerable<string> known) =>
        ($"'{entity.Name}' has no field '{name}'.", Suggestion.For(name, known));

    /// <summary>Whether the path goes over one lookup and ends at a part: <c>account.billing_address.city</c>.</summary>
    private static bool IsPart(EntityDefinition entity, string[] segments, IReadOnlyDictionary<string, EntityDefinition> entities) =>
        segments.Length == MaxSegments + 1 && entity.Navigation(segments[0])?.Lookup is { } target && entities.TryGetValue(target, out var found) && found.Field(segments[1]) is { Parts.IsEmpty: false };
}
