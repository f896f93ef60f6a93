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
        var segments = path.Split('.');
        if (segments.Length > MaxSegments)
            return ($"'{path}' goes over more than one lookup.", "Use a field or one lookup: account.name.");
        if (segments.Length == 1)
            return entity.Field(path) is null ? Unknown(entity, path, entity.Fields.Select(f => f.Name)) : null;
        if (entity.Navigation(segments[0]) is not { } lookup)
            return Unknown(entity, segments[0], entity.Fields.Where(f => f.Lookup is not null).Select(f => f.NavigationName));
        // Without its target a lookup of a system field (owner) leads nowhere yet.
        return entities.TryGetValue(lookup.Lookup!, out var target) ? Fault(target, segments[1], entities) : ($"There is no entity '{lookup.Lookup}'.", null);
    }

    private static (string, string?) Unknown(EntityDefinition entity, string name, IEnumerable<string> known) =>
        ($"'{entity.Name}' has no field '{name}'.", Suggestion.For(name, known));
}
