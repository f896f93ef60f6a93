using System.Text.Json.Nodes;
using Crm.Platform.Metadata.Definitions;

namespace Crm.Platform.Metadata.Layers;

/// <summary>Takes the rules of roles along when an entity or a field is renamed: a rule that lost its name would stop hiding what it hides. Expressions in them stay as they are written.</summary>
internal static class RoleRenames
{
    /// <summary>The layers with every rule under its present name. What is shipped stays as it is; the difference is in the customisation.</summary>
    public static DefinitionLayers Follow(DefinitionLayers layers, IReadOnlyCollection<RenameMark> renames)
    {
        if (renames.Count == 0)
            return layers;
        // What admins changed goes first and stays on top: the shipped role may know the new name already.
        var own = new DefinitionLayers(layers.Shipped, Follow(layers.Customisation, renames));
        return own.Reaching(Follow(own.Effective, renames));
    }

    private static DefinitionSet Follow(DefinitionSet definitions, IReadOnlyCollection<RenameMark> renames) =>
        definitions.Shared.Where(d => d.Kind == DefinitionKinds.Role).ToList()
            .Aggregate(definitions, (set, role) => Renamed(role.Json, renames) is { } renamed ? set.With(new(role.Kind, role.Name, renamed)) : set);

    /// <returns><see langword="null"/> when the role does not name what is renamed.</returns>
    private static JsonObject? Renamed(JsonObject role, IReadOnlyCollection<RenameMark> renames)
    {
        var copy = role.DeepClone().AsObject();
        if (copy["entities"] is not JsonObject entities)
            return null;
        foreach (var entity in renames.Where(r => r.Field is null))
            Move(entities, entity.From, entity.Entity);
        foreach (var field in renames.Where(r => r.Field is not null))
            if (entities[field.Entity] is JsonObject rule && rule["fields"] is JsonObject fields)
                Move(fields, field.From, field.Field!);
        return JsonNode.DeepEquals(copy, role) ? null : copy;
    }

    private static void Move(JsonObject rules, string from, string to)
    {
        if (!rules.TryGetPropertyValue(from, out var old))
            return;
        if (old is null)
        {
            // A patch that takes a rule away: below, it may go by either name.
            rules.TryAdd(to, null);
            return;
        }

        rules.Remove(from);
        rules[to] = old is JsonObject first ? RenameMarks.Compose(first, rules[to] as JsonObject) : rules[to]?.DeepClone() ?? old;
    }
}
