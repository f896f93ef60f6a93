using System.Text.Json.Nodes;
using Crm.Platform.Metadata.Definitions;
using Crm.Platform.Metadata.Relations;

namespace Crm.Platform.Metadata.Layers;

/// <summary>Marks definitions of an earlier version with the names their data goes by now, so that going back over a rename renames back.</summary>
internal sealed class RenamesBack
{
    private readonly Dictionary<string, string> _entities = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Entity, string Field), string> _fields = [];

    /// <param name="since">What was renamed after that version, oldest first.</param>
    public RenamesBack(IEnumerable<RenameMark> since)
    {
        foreach (var mark in since)
            if (mark.Field is null)
                _entities[Then(mark.From)] = mark.Entity;
            else
                _fields[Then(Then(mark.Entity), mark.From)] = mark.Field;
    }

    /// <summary>The earlier definitions with marks; where a present name is taken there too, nothing is renamed.</summary>
    public DefinitionSet Mark(DefinitionSet earlier) => _entities.Count + _fields.Count == 0 ? earlier : earlier.Shared
        .Where(d => d.Kind == DefinitionKinds.Entity)
        .Aggregate(earlier, (set, entity) => set.With(new(entity.Kind, entity.Name, Marked(entity.Name, entity.Json.DeepClone().AsObject(), earlier))));

    private JsonObject Marked(string name, JsonObject entity, DefinitionSet earlier)
    {
        if (_entities.TryGetValue(name, out var now) && now != name && earlier.Find(DefinitionKinds.Entity, now) is null)
            Put(entity, now);
        if (entity["properties"] is JsonObject properties)
            foreach (var (field, present) in _fields.Where(f => f.Key.Entity == name && f.Value != f.Key.Field).Select(f => (f.Key.Field, f.Value)))
                if (properties[field] is JsonObject property && properties[present] is null)
                    Put(property, present);
        foreach (var link in LinkDefinitions.Of([.. earlier.Shared]).Where(l => l.Entity == name))
            if (_entities.TryGetValue(link.Shape.Name, out var present) && present != link.Shape.Name && LinkDefinitions.Relations(entity)[link.Relation] is JsonObject relation)
                relation[RenameMarks.Property] = present;
        return entity;
    }

    private static void Put(JsonObject owner, string now) => (owner["x-crm"] ??= new JsonObject())[RenameMarks.Property] = now;

    /// <summary>Name in the earlier version of what was called so in between.</summary>
    private string Then(string entity) => _entities.FirstOrDefault(e => e.Value == entity) is { Key: { } then } ? then : entity;

    private (string, string) Then(string entity, string field) => _fields.FirstOrDefault(f => f.Key.Entity == entity && f.Value == field) is { Key.Field: { } then } ? (entity, then) : (entity, field);
}
