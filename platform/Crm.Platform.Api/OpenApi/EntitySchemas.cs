using System.Text.Json.Nodes;
using Crm.Platform.Abstractions;
using Crm.Platform.Api.Metadata;

namespace Crm.Platform.Api.OpenApi;

/// <summary>An entity's records as schemas: one of any record, and one of a new record, in which the required fields are.</summary>
internal static class EntitySchemas
{
    /// <summary>What the name of a new record's schema ends with. No entity's name has a dot.</summary>
    public const string New = ".new";

    public static void AddTo(JsonObject schemas, EntityDefinition entity, IFieldKindRegistry kinds)
    {
        var record = RecordSchema.Of(entity, kinds);
        record.Remove("$schema");
        record.Remove("required");
        foreach (var relation in entity.Relations)
            record["properties"]![relation.Name] = Relation(relation);
        schemas[entity.Name] = record;
        var required = entity.Fields.Where(f => f.Required && !f.ReadOnly && !f.IsComputed && f.Default is null && f.DefaultFormula is null).Select(f => (JsonNode)f.Name).ToArray();
        schemas[entity.Name + New] = new JsonObject
        {
            ["title"] = $"New {entity.Title.ToLowerInvariant()}",
            ["allOf"] = new JsonArray(new JsonObject { ["$ref"] = $"#/components/schemas/{entity.Name}" }, new JsonObject { ["type"] = "object", ["required"] = new JsonArray(required) }),
        };
    }

    /// <summary>What lives inside a record is written with it; of others only which they are.</summary>
    private static JsonObject Relation(RelationDefinition relation)
    {
        var target = new JsonObject { ["$ref"] = $"#/components/schemas/{relation.Target}" };
        return relation.IsSingle
            ? new JsonObject { ["title"] = relation.Title, ["anyOf"] = new JsonArray(target, new JsonObject { ["type"] = "null" }) }
            : new JsonObject { ["title"] = relation.Title, ["type"] = "array", ["items"] = target };
    }
}
