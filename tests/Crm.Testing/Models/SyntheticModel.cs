using System.Globalization;
using System.Text.Json.Nodes;
using Crm.Platform.Metadata.Publishing;

namespace Crm.Testing.Models;

/// <summary>A model as large CRM installations have it: hundreds of entities whose lookups run in cycles and to themselves, SQL words and sixty-character names among them. The same every time.</summary>
public static class SyntheticModel
{
    private const int LookupsOfThirty = 10;

    private static readonly string[] SqlWords = ["order", "group", "from", "select", "table", "index", "where", "join", "values", "check", "default", "primary", "references", "union", "having", "end", "column", "transaction"];

    /// <param name="entities">How many entities.</param>
    /// <param name="fields">Fields of each, a third of them lookups.</param>
    public static IReadOnlyList<StoredDefinition> Of(int entities, int fields)
    {
        var names = Enumerable.Range(0, entities).Select(NameOf).ToList();
        return [.. names.Select((name, number) => new StoredDefinition("entity", name, Entity(names, number, fields)))];
    }

    /// <summary>Name of an entity of the model.</summary>
    public static string NameOf(int number) => number < SqlWords.Length ? SqlWords[number] : number % 7 == 0 ? Long($"entity_{number}") : $"entity_{number}";

    private static JsonObject Entity(List<string> names, int number, int fields)
    {
        var properties = new JsonObject();
        for (var i = 0; i < fields; i++)
        {
            var (name, schema) = Field(names, number, i, fields);
            properties[name] = schema;
        }

        var crm = new JsonObject { ["indexes"] = new JsonArray(new JsonArray("status", "rank")) };
        return new JsonObject { ["name"] = names[number], ["plural"] = $"set_{number}", ["title"] = $"Entity {number}", ["type"] = "object", ["properties"] = properties, ["x-crm"] = crm };
    }

    private static (string Name, JsonObject Schema) Field(List<string> names, int number, int at, int fields) => at switch
    {
        0 => ("status", new JsonObject { ["enum"] = new JsonArray("new", "open", "won", "lost") }),
        1 => ("rank", new JsonObject { ["type"] = "integer", ["title"] = "Rank", ["x-crm"] = new JsonObject { ["index"] = true } }),
        // Two fields people call the same.
        2 => ("rank_before", new JsonObject { ["type"] = "integer", ["title"] = "Rank" }),
        3 => ("total", new JsonObject { ["type"] = "integer", ["readOnly"] = true, ["x-crm"] = new JsonObject { ["formula"] = "(rank ?? 0) + (rank_before ?? 0)" } }),
        // Every fifth entity has nothing that would name its records.
        4 when number % 5 != 0 => ("name", new JsonObject { ["type"] = "string", ["maxLength"] = 200 }),
        5 => (Long("amount"), new JsonObject { ["type"] = "number", ["x-crm"] = new JsonObject { ["kind"] = "money", ["currency"] = "EUR", ["scale"] = 2 } }),
        6 => ("select", new JsonObject { ["type"] = "boolean" }),
        7 => ("self_id", Lookup(names[number])),
        // One lookup of each entity is of two, in every twentieth of all of them.
        8 when fields > 8 => ("about_id", number % 20 == 0 ? Lookup("*") : Lookup(names[(number + 1) % names.Count], names[(number + 64) % names.Count])),
        _ when at < 8 + (fields * (LookupsOfThirty - 1) / 30) => ($"link_{at}_id", Lookup(names[(number + (at * at)) % names.Count])),
        _ => ($"field_{at}", Plain(at)),
    };

    private static JsonObject Plain(int at) => (at % 5) switch
    {
        0 => new JsonObject { ["type"] = "integer", ["minimum"] = 0 },
        1 => new JsonObject { ["type"] = "string", ["format"] = "date" },
        2 => new JsonObject { ["type"] = "number", ["multipleOf"] = 0.01 },
        3 => new JsonObject { ["type"] = "string", ["format"] = "date-time" },
        _ => new JsonObject { ["type"] = "boolean" },
    };

    private static JsonObject Lookup(params string[] entities) =>
        new() { ["type"] = "string", ["x-crm"] = new JsonObject { ["lookup"] = entities is [var one] ? one : new JsonArray([.. entities.Distinct().Select(e => (JsonNode)e)]) } };

    private static string Long(string name) => string.Create(CultureInfo.InvariantCulture, $"{name}_{new string('x', 59 - name.Length)}");
}
