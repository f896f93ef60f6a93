using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Platform.Api.Tests.Hosting;
using Crm.Testing.Databases;

namespace Crm.Platform.Api.Tests.Metadata;

/// <summary>Names and sizes as they are found in large models work from the definition to the last query, alike on every database.</summary>
public abstract class AwkwardModelContract(Func<Task<TestDatabase>> make) : IAsyncLifetime
{
    private const int ManyFields = 320;

    // SQL's words, and JavaScript's, since fields are named in expressions too.
    private static readonly string[] Words =
    [
        "order", "case", "group", "from", "user", "select", "table", "where", "by", "join", "on", "union", "having", "limit", "offset", "values", "index", "primary", "key", "references", "default",
        "check", "column", "constraint", "cast", "end", "when", "then", "else", "exists", "between", "like", "is", "distinct", "grant", "transaction", "rowid", "oid", "collate", "window", "returning",
        "current_user", "current_date", "session_user", "new", "this", "class", "function", "return", "var", "let", "const", "if", "typeof", "delete", "void", "export", "constructor", "prototype", "length",
        "value", "count", "filter", "search", "expand", "type", "name", "layout", "display", "and", "or", "eq", "any", "all", "has", "asc", "desc", "add", "mod",
    ];

    private static readonly string Long = new('n', 60);

    private StoredApiHost _stored = null!;

    private ApiHost Host => _stored.Host;

    public async ValueTask InitializeAsync() => _stored = await StoredApiHost.StartEmptyAsync(make);

    public async ValueTask DisposeAsync()
    {
        await _stored.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Words_OfOtherLanguages_AreNamesOfFields()
    {
        await DefineAsync(Entity("vocabulary", [
            .. Words.Select(w => (w, """{"type":"string","x-crm":{"index":true}}""")),
            .. Words.Select(w => ($"loud_{w}", $$$"""{"type":"string","x-crm":{"formula":"{{{w}}} + '!'"}}""")),
        ]).With("plural", "words"));
        await PublishAsync();
        foreach (var letter in (string[])["b", "a"])
            await CreateAsync("words", new JsonObject(Words.Select(w => KeyValuePair.Create(w, (JsonNode?)letter))));

        var wrong = new List<string>();
        foreach (var word in Words)
            wrong.AddRange(await ReadBackAsync(word));

        Assert.Equal([], wrong);
    }

    [Fact]
    public async Task Words_OfSql_AreNamesOfEntitiesAndSets()
    {
        await DefineAsync([.. Words.Select(w => Entity(w, ("title", """{"type":"string"}"""), ("parent_id", $$$"""{"type":"string","x-crm":{"lookup":"{{{w}}}"}}"""), ("any_id", """{"x-crm":{"lookup":"*"}}"""), ("some_id", $$$"""{"x-crm":{"lookup":["{{{w}}}"]}}""")).With("plural", $"{w}_set"))]);
        await PublishAsync();

        foreach (var word in Words)
        {
            var parent = (await CreateAsync($"{word}_set", new JsonObject { ["title"] = "above" })).GetProperty("id").GetString();
            await CreateAsync($"{word}_set", new JsonObject { ["title"] = "below", ["parent_id"] = parent, ["any_id"] = parent, ["any_type"] = word, ["some_id"] = parent });
            var below = (await Host.GetJsonAsync($"/api/data/{word}_set?$filter=parent/title eq 'above' and any/crm.{word}/title eq 'above' and some/crm.{word}/title eq 'above'&$expand=parent,any,some")).GetProperty("value")[0];
            Assert.Equal(["above", "above", "above"], new[] { "parent", "any", "some" }.Select(way => below.GetProperty(way).GetProperty("title").GetString()));
        }
    }

    [Fact]
    public async Task SixtyCharacters_AreAName_FromTheColumnToTheQuery()
    {
        var lookup = new string('l', 57) + "_id";
        await DefineAsync(Entity(Long, (Long, """{"type":"string","x-crm":{"unique":true}}"""), (lookup, $$$"""{"type":"string","x-crm":{"lookup":"{{{Long}}}"}}""")).With("plural", "longs"));
        await PublishAsync();

        var first = (await CreateAsync("longs", new JsonObject { [Long] = "a" })).GetProperty("id").GetString();
        await CreateAsync("longs", new JsonObject { [Long] = "b", [lookup] = first });
        using var again = await Host.PostAsync("/api/data/longs", Responses.Json($$"""{"{{Long}}":"B"}"""));

        var problem = await again.ProblemAsync(HttpStatusCode.Conflict, "record.unique");
        Assert.Equal([Long], problem.Paths());
        var list = await Host.GetJsonAsync($"/api/data/longs?$filter={lookup[..^3]}/{Long} eq 'a'&$orderby={Long}&$expand={lookup[..^3]}");
        Assert.Equal("a", list.GetProperty("value")[0].GetProperty(lookup[..^3]).GetProperty(Long).GetString());
    }

    [Fact]
    public async Task HundredsOfFields_AreWrittenReadFilteredAndChanged()
    {
        await DefineAsync(Entity("wide", [.. Enumerable.Range(0, ManyFields).Select(i => ($"field_{i}", i % 2 == 0 ? """{"type":"string","title":"Same"}""" : """{"type":"integer"}"""))]));
        await PublishAsync();

        var record = new JsonObject(Enumerable.Range(0, ManyFields).Select(i => KeyValuePair.Create($"field_{i}", (JsonNode?)(i % 2 == 0 ? $"v{i}" : i))));
        var id = (await CreateAsync("wides", record)).GetProperty("id").GetString();
        using (var changed = await Host.SendAsync(new HttpRequestMessage(HttpMethod.Patch, $"/api/data/wides/{id}") { Content = Responses.Json("""{"field_319":7}""") }))
            Assert.True(changed.IsSuccessStatusCode);
        await DefineAsync(Entity("wide", [.. Enumerable.Range(0, ManyFields + 1).Select(i => ($"field_{i}", i % 2 == 0 ? """{"type":"string","title":"Same"}""" : """{"type":"integer"}"""))]));
        await PublishAsync();

        var found = (await Host.GetJsonAsync("/api/data/wides?$filter=field_319 eq 7 and field_318 eq 'v318'")).GetProperty("value")[0];
        Assert.All(Enumerable.Range(0, ManyFields - 1), i => Assert.Equal(i % 2 == 0 ? $"v{i}" : $"{i}", found.GetProperty($"field_{i}").ToString()));
        Assert.Equal(JsonValueKind.Null, found.GetProperty("field_320").ValueKind);
    }

    [Fact]
    public async Task Labels_MayBeTheSame_AndProblemsAreToldByName()
    {
        await DefineAsync(Entity("visit", ("length_a", """{"type":"integer","title":"Length"}"""), ("length_b", """{"type":"integer","title":"Length"}""")).With("required", "length_b"));
        await PublishAsync();

        using var refused = await Host.PostAsync("/api/data/visits", Responses.Json("""{"length_a":"x"}"""));

        Assert.Equal(["length_a", "length_b"], (await refused.ProblemAsync(HttpStatusCode.UnprocessableEntity, "record.invalid")).Paths().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Records_WithoutATitle_AreCalledByTheirId()
    {
        await DefineAsync(Entity("reading", ("amount", """{"type":"number"}""")));
        await DefineAsync(Entity("note", ("reading_id", """{"type":"string","x-crm":{"lookup":"reading"}}""")));
        await PublishAsync();
        var id = (await CreateAsync("readings", new JsonObject { ["amount"] = 1.5 })).GetProperty("id").GetString();

        await CreateAsync("notes", new JsonObject { ["reading_id"] = id });

        var note = (await Host.GetJsonAsync("/api/data/notes?$expand=reading")).GetProperty("value")[0];
        Assert.Equal(1.5m, note.GetProperty("reading").GetProperty("amount").GetDecimal());
        Assert.Equal(id, (await _stored.Platform.Reader.FindAsync("reading", Guid.Parse(id!), Abstractions.Caller.Platform, TestContext.Current.CancellationToken)).Value.Display);
    }

    /// <returns>Queries by the word that do not find the one record.</returns>
    private async Task<IEnumerable<string>> ReadBackAsync(string word)
    {
        var wrong = new List<string>();
        foreach (var query in (string[])[$"$filter={word} eq 'a'", $"$orderby={word}&$top=1", $"$filter=contains({word},'a')&$count=true", $"$filter=loud_{word} eq 'a!'"])
        {
            using var answer = await Host.GetAsync($"/api/data/words?{query}&$select={word},loud_{word}");
            var json = await answer.JsonAsync();
            if (!answer.IsSuccessStatusCode || json.GetProperty("value")[0] is var found && (found.GetProperty(word).GetString(), found.GetProperty($"loud_{word}").GetString()) != ("a", "a!"))
                wrong.Add($"{query}: {json.GetRawText()}");
        }

        return wrong;
    }

    private async Task DefineAsync(params JsonObject[] entities)
    {
        var import = new JsonObject { ["definitions"] = new JsonArray([.. entities.Select(e => new JsonObject { ["kind"] = "entity", ["definition"] = e })]) };
        using var answer = await Host.PostAsync("/api/metadata/draft/import", Responses.Json(import.ToJsonString()));
        Assert.True(answer.IsSuccessStatusCode, (await answer.JsonAsync()).GetRawText());
    }

    private async Task PublishAsync()
    {
        using var answer = await Host.PostAsync("/api/metadata/draft/publish", Responses.Json("{}"));
        Assert.True(answer.IsSuccessStatusCode, (await answer.JsonAsync()).GetRawText());
    }

    private async Task<JsonElement> CreateAsync(string set, JsonObject record)
    {
        using var answer = await Host.PostAsync($"/api/data/{set}", Responses.Json(record.ToJsonString()));
        var json = await answer.JsonAsync();
        Assert.True(answer.IsSuccessStatusCode, json.GetRawText());
        return json;
    }

    private static JsonObject Entity(string name, params (string Name, string Schema)[] fields) => new()
    {
        ["name"] = name,
        ["type"] = "object",
        ["properties"] = new JsonObject(fields.Select(f => KeyValuePair.Create(f.Name, JsonNode.Parse(f.Schema)))),
    };
}

internal static class DefinitionChanges
{
    public static JsonObject With(this JsonObject definition, string property, string value)
    {
        definition[property] = property == "required" ? new JsonArray(value) : value;
        return definition;
    }
}

public sealed class SqliteAwkwardModelTests() : AwkwardModelContract(TestDatabases.Sqlite);

public sealed class PostgreSqlAwkwardModelTests() : AwkwardModelContract(TestDatabases.PostgreSql);
