using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Definitions;
using Crm.Platform.Metadata.Definitions.Reading;

namespace Crm.Platform.Metadata.Snapshots;

/// <summary>What the checks of forms, views and apps share: the entities that work and the log.</summary>
internal sealed class LayoutChecks(IReadOnlyList<EntityDefinition> entities, ModelLog log)
{
    public Dictionary<string, EntityDefinition> Entities { get; } = entities.ToDictionary(e => e.Name, StringComparer.Ordinal);

    /// <summary>The entity a definition is for; reported when there is none.</summary>
    public EntityDefinition? Entity(string kind, string name, string path, string entity)
    {
        if (Entities.TryGetValue(entity, out var found))
            return found;
        log.Add(kind, name, path, "reference", $"There is no entity '{entity}'.", Suggestion.For(entity, Entities.Keys));
        return null;
    }

    /// <summary>Whether the path ends at a field; reported when not.</summary>
    public bool Field(string kind, string name, string path, EntityDefinition entity, string field)
    {
        if (FieldPath.Fault(entity, field, Entities) is not { } fault)
            return true;
        log.Add(kind, name, path, "reference", fault.Message, fault.Hint);
        return false;
    }

    /// <summary>The view if it is one of that entity; reported when not.</summary>
    public string? View(string kind, string name, string path, string entity, string? view, IReadOnlyList<ViewDefinition> views)
    {
        if (view is null || views.Any(v => v.Name == view && v.Entity == entity))
            return view;
        log.Add(kind, name, path, "reference", $"'{entity}' has no view '{view}'.", Suggestion.For(view, views.Where(v => v.Entity == entity).Select(v => v.Name)));
        return null;
    }
}
