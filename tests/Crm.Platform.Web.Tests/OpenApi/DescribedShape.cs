using System.Text.Json.Nodes;

namespace Crm.Platform.Web.Tests.OpenApi;

/// <summary>Holds an answer against the schema that describes it: types, members that must be there, lists, what refers to elsewhere.</summary>
internal sealed class DescribedShape(JsonNode document)
{
    /// <summary>What does not fit, each with its place.</summary>
    public IEnumerable<string> Faults(JsonNode? schema, JsonNode? value, string at = "$")
    {
        if (schema?["$ref"] is { } reference)
            return Faults(Resolve((string)reference!), value, at);
        if (schema is not JsonObject { Count: > 0 } described)
            return [];
        var types = described["type"] switch { JsonArray several => several.Select(t => (string)t!).ToList(), JsonValue one => [(string)one!], _ => [] };
        if (types.Count > 0 && !types.Exists(t => Is(t, value)))
            return [$"{at} is {value?.ToJsonString() ?? "null"}, not {string.Join(" or ", types)}"];
        return (described["allOf"]?.AsArray() ?? []).SelectMany(part => Faults(part, value, at)).Concat(Within(described, value, at));
    }

    private IEnumerable<string> Within(JsonObject schema, JsonNode? value, string at) => value switch
    {
        JsonArray items when schema["items"] is { } item => items.SelectMany((each, i) => Faults(item, each, $"{at}[{i}]")),
        JsonObject members => (schema["required"]?.AsArray() ?? []).Select(r => (string)r!).Where(r => !members.ContainsKey(r)).Select(r => $"{at} has no '{r}'")
            .Concat((schema["properties"]?.AsObject() ?? []).Where(p => members.ContainsKey(p.Key)).SelectMany(p => Faults(p.Value, members[p.Key], $"{at}.{p.Key}"))),
        _ => [],
    };

    private JsonNode? Resolve(string reference) => reference[2..].Split('/').Aggregate((JsonNode?)document, (node, part) => node?[part.Replace("~1", "/", StringComparison.Ordinal)]);

    private static bool Is(string type, JsonNode? value) => (type, value?.GetValueKind()) switch
    {
        ("null", null or System.Text.Json.JsonValueKind.Null) => true,
        ("object", System.Text.Json.JsonValueKind.Object) or ("array", System.Text.Json.JsonValueKind.Array) or ("string", System.Text.Json.JsonValueKind.String) or ("number", System.Text.Json.JsonValueKind.Number) => true,
        ("integer", System.Text.Json.JsonValueKind.Number) => value!.GetValue<decimal>() % 1 == 0,
        ("boolean", System.Text.Json.JsonValueKind.True or System.Text.Json.JsonValueKind.False) => true,
        _ => false,
    };
}
