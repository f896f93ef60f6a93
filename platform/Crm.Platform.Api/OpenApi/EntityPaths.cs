using System.Text.Json.Nodes;
using Crm.Platform.Abstractions;
using Crm.Platform.Api.Http;
using Crm.Platform.Records.Rights;

namespace Crm.Platform.Api.OpenApi;

/// <summary>The addresses of one entity's records, with what the caller may do there and nothing else.</summary>
internal sealed class EntityPaths(EntityDefinition entity, EntityRights rights)
{
    private readonly string _set = $"{Addresses.Data}/{entity.Set}";
    private readonly string _one = entity.Title.ToLowerInvariant();
    private readonly string _many = entity.PluralTitle.ToLowerInvariant();

    public void AddTo(JsonObject paths)
    {
        Add(paths, _set, [], ("get", rights.Read ? List() : null), ("post", rights.Create ? Create() : null));
        Add(paths, $"{_set}/$count", [], ("get", rights.Read ? Count() : null));
        Add(paths, $"{_set}/bulk", [], ("post", rights.Create ? Bulk() : null));
        Add(paths, $"{_set}/merge", [], ("post", rights.Update && rights.Delete ? Merge() : null));
        Add(paths, $"{_set}/trash", [], ("get", rights.Delete ? Trash() : null));
        Add(paths, $"{_set}/{{id}}", ["id"], ("get", rights.Read ? Get() : null), ("patch", rights.Update ? Update() : null), ("delete", rights.Delete ? Delete() : null));
        Add(paths, $"{_set}/{{id}}/restore", ["id"], ("post", rights.Delete ? Restore() : null));
        Add(paths, $"{_set}/{{id}}/history", ["id"], ("get", rights.Read ? History() : null));
    }

    private JsonObject List() => Page("list", $"List {_many}, or groups of them");

    private JsonObject Trash() => Page("trash", $"List {_many} in the trash, or groups of them");

    private JsonObject Page(string verb, string summary) => Operation(verb, summary, ["filter", "search", "apply", "orderby", "select", "expand", "top", "skip", "count", "skiptoken", "pageSize"], Answer("200", "One page.", new JsonObject
    {
        ["type"] = "object",
        ["required"] = new JsonArray("value"),
        ["properties"] = new JsonObject
        {
            ["@odata.context"] = new JsonObject { ["type"] = "string" },
            ["@odata.count"] = new JsonObject { ["type"] = "integer" },
            ["@odata.nextLink"] = new JsonObject { ["type"] = "string" },
            ["value"] = new JsonObject { ["type"] = "array", ["items"] = Schema() },
        },
    }));

    private JsonObject Count() => Operation("count", $"Count {_many}", ["filter", "search", "apply"], Answer("200", "The number alone.", new JsonObject { ["type"] = "integer" }, "text/plain"));

    private JsonObject Get() => Operation("get", $"Read a {_one}", ["select", "expand"], Answer("200", "The record.", Schema()));

    private JsonObject History() => Operation("history", $"What happened to a {_one}", [], Answer("200", "Changes, newest first.", new JsonObject { ["type"] = "object" }));

    private JsonObject Create() => Writing("create", $"Create a {_one}", ["minimal"], Schema(EntitySchemas.New), Answer("201", "The record.", Schema()));

    private JsonObject Update() => Writing("update", $"Change a {_one}: members that are not sent stay as they are", ["ifMatch", "minimal"], Schema(), Answer("200", "The record.", Schema()));

    private JsonObject Delete() => Writing("delete", $"Put a {_one} into the trash", ["ifMatch"], null, Done());

    private JsonObject Restore() => Writing("restore", $"Take a {_one} out of the trash", [], null, Answer("2XX", "The record.", Schema()));

    private JsonObject Bulk() =>
        Writing("bulk", $"Write up to 10,000 {_many}: good rows land, bad ones are told", ["mode", "key"], new JsonObject { ["type"] = "array", ["items"] = Schema() }, Answer("200", "An outcome for each row.", Reference("schemas", "BulkOutcome")));

    private JsonObject Merge() => Writing("merge", $"Make one {_one} of several", [], new JsonObject
    {
        ["type"] = "object",
        ["required"] = new JsonArray("keep", "from"),
        ["properties"] = new JsonObject
        {
            ["keep"] = new JsonObject { ["type"] = "string", ["format"] = "uuid" },
            ["from"] = new JsonObject { ["type"] = "array", ["items"] = new JsonObject { ["type"] = "string", ["format"] = "uuid" } },
            ["values"] = Schema(),
        },
    }, Answer("200", "The record that stays.", Schema()));

    private JsonObject Operation(string verb, string summary, string[] parameters, JsonObject responses)
    {
        responses["default"] = Reference("responses", "Problem");
        return new JsonObject { ["operationId"] = $"{verb}_{entity.Name}", ["tags"] = new JsonArray(entity.PluralTitle), ["summary"] = summary, ["parameters"] = Parameters(parameters), ["responses"] = responses };
    }

    private JsonObject Writing(string verb, string summary, string[] parameters, JsonObject? body, JsonObject responses)
    {
        var operation = Operation(verb, summary, parameters, responses);
        operation["security"] = new JsonArray(new JsonObject { ["oauth2"] = new JsonArray("crm.write") }, new JsonObject { ["token"] = new JsonArray() });
        if (body is not null)
            operation["requestBody"] = new JsonObject { ["required"] = true, ["content"] = Content(body, "application/json") };
        return operation;
    }

    private JsonObject Schema(string suffix = "") => Reference("schemas", entity.Name + suffix);

    private static void Add(JsonObject paths, string path, string[] parameters, params ReadOnlySpan<(string Method, JsonObject? Operation)> operations)
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

    private static JsonObject Answer(string status, string description, JsonObject schema, string type = "application/json") =>
        new() { [status] = new JsonObject { ["description"] = description, ["content"] = Content(schema, type) } };

    private static JsonObject Done() => new() { ["204"] = Reference("responses", "Done") };

    private static JsonObject Content(JsonObject schema, string type) => new() { [type] = new JsonObject { ["schema"] = schema } };

    private static JsonArray Parameters(string[] names) => new([.. names.Select(name => (JsonNode)Reference("parameters", name))]);

    private static JsonObject Reference(string part, string name) => new() { ["$ref"] = $"#/components/{part}/{name}" };
}
