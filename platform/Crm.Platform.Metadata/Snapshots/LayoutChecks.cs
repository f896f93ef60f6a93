using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Definitions;
using Crm.Platform.Metadata.Definitions.Reading;

namespace Crm.Platform.Metadata.Snapshots;

/// <summary>What the checks of forms, views and apps share: the entities that work and the log.</summary>
internal sealed class LayoutChecks
{
    private readonly ModelLog _log;
    private readonly ExpressionRule _expressions;

    public LayoutChecks(IReadOnlyList<EntityDefinition> entities, IFieldKindRegistry kinds, ModelLog log)
    {
        _log = log;
        Entities = entities.ToDictionary(e => e.Name, StringComparer.Ordinal);
        _expressions = new ExpressionRule(Entities.GetValueOrDefault, kinds);
    }

    public Dictionary<string, EntityDefinition> Entities { get; }

    /// <summary>The entity a definition is for; reported when there is none.</summary>
    public EntityDefinition? Entity(string kind, string name, string path, string entity)
    {
        if (Entities.TryGetValue(entity, out var found))
            return found;
        _log.Add(kind, name, path, "reference", $"There is no entity '{entity}'.", Suggestion.For(entity, Entities.Keys));
        return null;
    }

    /// <summary>Whether the path ends at a field; reported when not.</summary>
    public bool Field(string kind, string name, string path, EntityDefinition entity, string field)
    {
        if (FieldPath.Fault(entity, field, Entities) is not { } fault)
            return true;
        _log.Add(kind, name, path, "reference", fault.Message, fault.Hint);
        return false;
    }

    /// <summary>Whether it is a field of the entity itself; reported when not.</summary>
    public bool OwnField(string kind, string name, string path, EntityDefinition entity, string field)
    {
        if (entity.Field(field) is not null)
            return true;
        _log.Add(kind, name, path, "reference", $"'{entity.Name}' has no field '{field}'.", Suggestion.For(field, entity.Fields.Select(f => f.Name)));
        return false;
    }

    /// <summary>The view if it is one of that entity; reported when not.</summary>
    public string? View(string kind, string name, string path, string entity, string? view, IReadOnlyList<ViewDefinition> views)
    {
        if (view is null || views.Any(v => v.Name == view && v.Entity == entity))
            return view;
        _log.Add(kind, name, path, "reference", $"'{entity}' has no view '{view}'.", Suggestion.For(view, views.Where(v => v.Entity == entity).Select(v => v.Name)));
        return null;
    }

    /// <summary>Whether the condition can be answered for the entity, or there is none; reported when not.</summary>
    public bool Condition(string kind, string name, string path, EntityDefinition entity, string? text) =>
        text is null || Report(kind, name, path, _expressions.Condition(text, entity).Failure);

    /// <summary>As <see cref="Condition"/>, for a role's criterion, which the database must be able to answer.</summary>
    public bool Criterion(string kind, string name, string path, EntityDefinition entity, string? text) =>
        text is null || Report(kind, name, path, _expressions.Criterion(text, entity));

    private bool Report(string kind, string name, string path, Failure? failure)
    {
        foreach (var problem in ExpressionRule.Problems(failure, path))
            _log.Add(kind, name, problem);
        return failure is null;
    }
}
