using System.Text.Json.Nodes;
using Crm.Platform.Metadata.Definitions;
using Crm.Platform.Metadata.Definitions.Reading;
using Crm.Platform.Metadata.Publishing;

namespace Crm.Platform.Metadata.Relations;

/// <summary>Writes the entities that many-to-many relations imply. Pure: the same definitions imply the same links.</summary>
internal static class LinkDefinitions
{
    /// <summary>One per relation whose link nobody defined, in the order of the definitions. Of two with one name both are there.</summary>
    public static List<GeneratedLink> Of(IReadOnlyCollection<StoredDefinition> definitions)
    {
        var entities = definitions.Where(d => d.Kind == DefinitionKinds.Entity).DistinctBy(d => d.Name).ToDictionary(d => d.Name, d => d.Json, StringComparer.Ordinal);
        return
        [
            .. from entity in entities
               from relation in Relations(entity.Value)
               let shape = LinkShape.Of(entity.Key, relation.Key, relation.Value as JsonObject)
               where shape is not null && !entities.ContainsKey(shape.Name)
               select Make(entity.Key, entity.Value, relation.Key, relation.Value!.AsObject(), shape, entities),
        ];
    }

    /// <summary>The relations an entity's JSON declares.</summary>
    public static JsonObject Relations(JsonObject? entity) => entity.Object("x-crm").Object("relations") ?? [];

    private static GeneratedLink Make(string entity, JsonObject declaring, string relation, JsonObject declared, LinkShape shape, Dictionary<string, JsonObject> entities)
    {
        var target = declared.Text("manyToMany")!;
        var (one, other) = (TitleOf(entity, declaring), TitleOf(target, entities.GetValueOrDefault(target)));
        var title = $"{one} {other.ToLowerInvariant()}";
        var properties = new JsonObject
        {
            [shape.Near] = Lookup(shape.Near.StartsWith("from_", StringComparison.Ordinal) ? "From" : one, entity),
            [shape.Far] = Lookup(shape.Far.StartsWith("to_", StringComparison.Ordinal) ? "To" : other, target),
        };
        foreach (var (name, field) in declared.Object("fields") ?? [])
            properties.TryAdd(name, field?.DeepClone());
        var definition = new JsonObject
        {
            ["name"] = shape.Name,
            ["plural"] = shape.Name,
            ["title"] = title,
            ["pluralTitle"] = EnglishPlural.Of(title),
            ["type"] = "object",
            ["required"] = new JsonArray([shape.Near, shape.Far, .. declared["required"].Texts().Select(r => (JsonNode)r.Text)]),
            ["properties"] = properties,
            ["x-crm"] = new JsonObject
            {
                ["icon"] = "link",
                ["keys"] = new JsonArray(new JsonArray(shape.Near, shape.Far)),
                ["audit"] = declaring.Object("x-crm").Flag("audit") != false,
            },
        };
        return new GeneratedLink(entity, relation, shape, declared, definition);
    }

    private static JsonObject Lookup(string title, string target) => new()
    {
        ["type"] = "string",
        ["format"] = "uuid",
        ["title"] = title,
        ["x-crm"] = new JsonObject { ["lookup"] = target, ["onDelete"] = "cascade" },
    };

    private static string TitleOf(string name, JsonObject? entity) => entity.Text("title") ?? NameRules.Humanize(name);
}
