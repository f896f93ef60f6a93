using System.Text.Json.Nodes;

namespace Crm.Platform.Api.OpenApi;

/// <summary>Pieces that descriptions of addresses are made of.</summary>
internal static class OpenApiParts
{
    /// <summary>Adds an address with those of its operations that are there; none where there is no operation.</summary>
    public static void Add(JsonObject paths, string path, string[] parameters, params ReadOnlySpan<(string Method, JsonObject? Operation)> operations)
    {
        var item = new JsonObject();
        foreach (var (method, operation) in operations)
            if (operation is not null)
                item[method] = operation;
        if (item.Count == 0)
            return;
        if (parameters.Length > 0)
            item["parameters"] = Parameters(parameters);
        paths[path] = item;
    }

    public static JsonObject Listed(JsonObject item) => new()
    {
        ["type"] = "object",
        ["required"] = new JsonArray("value"),
        ["properties"] = new JsonObject { ["value"] = new JsonObject { ["type"] = "array", ["items"] = item } },
    };

    public static JsonObject PageOf(JsonObject schema) => new()
    {
        ["type"] = "object",
        ["required"] = new JsonArray("value"),
        ["properties"] = new JsonObject
        {
            ["@odata.context"] = new JsonObject { ["type"] = "string" },
            ["@odata.count"] = new JsonObject { ["type"] = "integer" },
            ["@odata.nextLink"] = new JsonObject { ["type"] = "string" },
            ["@odata.deltaLink"] = new JsonObject { ["type"] = "string" },
            ["value"] = new JsonObject { ["type"] = "array", ["items"] = schema },
        },
    };

    public static JsonObject Answer(string status, string description, JsonObject schema, string type = "application/json") =>
        new() { [status] = new JsonObject { ["description"] = description, ["content"] = Content(schema, type) } };

    public static JsonObject Done() => new() { ["204"] = Reference("responses", "Done") };

    public static JsonObject Content(JsonObject schema, string type) => new() { [type] = new JsonObject { ["schema"] = schema } };

    public static JsonArray Parameters(string[] names) => new([.. names.Select(name => (JsonNode)Reference("parameters", name))]);

    public static JsonObject Reference(string part, string name) => new() { ["$ref"] = $"#/components/{part}/{name}" };
}
