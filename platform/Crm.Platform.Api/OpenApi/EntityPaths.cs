using System.Text.Json.Nodes;
using Crm.Platform.Abstractions;
using Crm.Platform.Api.Http;
using Crm.Platform.Records.Rights;
using static Crm.Platform.Api.OpenApi.OpenApiParts;

namespace Crm.Platform.Api.OpenApi;

/// <summary>The addresses of one entity's records, with what the caller may do there and nothing else.</summary>
internal sealed class EntityPaths(EntityDefinition entity, EntityRights rights)
{
    private static readonly string[] ExportTypes = ["text/csv", "application/json", "application/x-ndjson", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"];

    private readonly EntityOperations _operations = new(entity);
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
        Add(paths, $"{_set}/export", [], ("get", rights.Export ? Export() : null));
        Add(paths, $"{_set}/{{id}}/history", ["id"], ("get", rights.Read ? History() : null));
        Add(paths, $"{_set}/{{id}}/history/restore", ["id"], ("post", rights.Update ? PutBack("put_back_record", $"Put a {_one} back to what it was at a moment", "ifMatch", Moment()) : null));
        Add(paths, $"{_set}/{{id}}/history/{{entry}}/restore", ["id", "entry"], ("post", rights.Update ? PutBack("put_back_value", $"Put one value of a {_one} back", "force", null) : null));
        Add(paths, $"{_set}/{{id}}/access", ["id"], ("get", rights.Read ? Access() : null));
        Add(paths, $"{_set}/{{id}}/shares", ["id"], ("get", rights.Read && !entity.System ? Shares() : null), ("post", rights.Update ? Share() : null));
        Add(paths, $"{_set}/{{id}}/shares/{{share}}", ["id", "share"], ("delete", rights.Update ? _operations.Writing("unshare", $"Share a {_one} no longer", [], null, Done()) : null));
        foreach (var relation in entity.Relations)
            new RelationPaths(entity, rights).AddTo(paths, relation);
    }

    /// <summary>Deleting for good, for administrators.</summary>
    public static void AddPurge(JsonObject paths, EntityDefinition entity)
    {
        var of = new EntityPaths(entity, EntityRights.Nothing);
        Add(paths, $"{of._set}/trash/{{id}}", ["id"], ("delete", of._operations.Writing("purge", $"Delete a {of._one} in the trash for good", [], null, Done())));
    }

    private JsonObject Export() => _operations.Operation("export", $"Take {_many} out as a file", ["format", "filter", "condition", "search", "orderby", "select", "top", "headers", "bom"], new JsonObject
    {
        ["200"] = new JsonObject { ["description"] = "The file, written as it is read.", ["content"] = new JsonObject([.. ExportTypes.Select(type => KeyValuePair.Create(type, (JsonNode?)new JsonObject { ["schema"] = new JsonObject() }))]) },
    });

    private JsonObject Access() => _operations.Operation("access", $"Why somebody may or may not see or change a {_one}", ["accessUser"], Answer("200", "Actions and fields, each with its reasons.", Reference("schemas", "Access")));

    private JsonObject Shares() => _operations.Operation("shares", $"With whom a {_one} is shared", [], Answer("200", "Shares.", Listed(Reference("schemas", "Share"))));

    private JsonObject Share() => _operations.Writing("share", $"Share a {_one} with a person or a team", [], new JsonObject
    {
        ["type"] = "object",
        ["properties"] = new JsonObject { ["user"] = new JsonObject { ["type"] = "string", ["format"] = "uuid" }, ["team"] = new JsonObject { ["type"] = "string", ["format"] = "uuid" }, ["access"] = new JsonObject { ["type"] = "string", ["enum"] = new JsonArray("read", "write") } },
    }, Answer("201", "The share.", Reference("schemas", "Share")));

    private JsonObject PutBack(string verb, string summary, string parameter, JsonObject? body) => _operations.Writing(verb, summary, [parameter], body, Answer("200", "The record.", Schema()));

    private static JsonObject Moment() => new()
    {
        ["type"] = "object",
        ["required"] = new JsonArray("asOf"),
        ["properties"] = new JsonObject { ["asOf"] = new JsonObject { ["type"] = "string", ["format"] = "date-time" } },
    };

    private JsonObject List() => Page("list", $"List {_many}, or groups of them");

    private JsonObject Trash() => Page("trash", $"List {_many} in the trash, or groups of them");

    private JsonObject Page(string verb, string summary) => _operations.Operation(verb, summary, ["filter", "search", "apply", "orderby", "select", "expand", "top", "skip", "count", "skiptoken", "deltatoken", "pageSize"], Answer("200", "One page.", PageOf(Schema())));

    private JsonObject Count() => _operations.Operation("count", $"Count {_many}", ["filter", "search", "apply"], Answer("200", "The number alone.", new JsonObject { ["type"] = "integer" }, "text/plain"));

    private JsonObject Get() => _operations.Operation("get", $"Read a {_one}", ["select", "expand"], Answer("200", "The record.", Schema()));

    private JsonObject History() => _operations.Operation("history", $"What happened to a {_one}", [], Answer("200", "Changes, newest first.", Listed(Reference("schemas", "HistoryEntry"))));

    private JsonObject Create() => _operations.Writing("create", $"Create a {_one}", ["minimal"], Schema(EntitySchemas.New), Answer("201", "The record.", Schema()));

    private JsonObject Update() => _operations.Writing("update", $"Change a {_one}: members that are not sent stay as they are", ["ifMatch", "minimal"], Schema(), Answer("200", "The record.", Schema()));

    private JsonObject Delete() => _operations.Writing("delete", $"Put a {_one} into the trash", ["ifMatch"], null, Done());

    private JsonObject Restore() => _operations.Writing("restore", $"Take a {_one} out of the trash", [], null, Answer("2XX", "The record.", Schema()));

    private JsonObject Bulk() =>
        _operations.Writing("bulk", $"Write up to 10,000 {_many}: good rows land, bad ones are told", ["mode", "key"], new JsonObject { ["type"] = "array", ["items"] = Schema() }, Answer("200", "An outcome for each row.", Reference("schemas", "BulkOutcome")));

    private JsonObject Merge() => _operations.Writing("merge", $"Make one {_one} of several", [], new JsonObject
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

    private JsonObject Schema(string suffix = "") => Reference("schemas", entity.Name + suffix);
}
