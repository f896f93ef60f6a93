using System.Net;
using System.Text.Json;
using Crm.Platform.Api.Tests.Hosting;
using Crm.Testing.Databases;

namespace Crm.Platform.Api.Tests.Metadata;

/// <summary>Definitions changed, planned and published over HTTP, alike on every database.</summary>
public abstract class PublishingContract(Func<Task<TestDatabase>> make) : IAsyncLifetime
{
    private const string Visit = """{"name":"visit","type":"object","properties":{"subject":{"type":"string"},"order":{"type":"string"}}}""";

    private StoredApiHost _stored = null!;

    private ApiHost Host => _stored.Host;

    public async ValueTask InitializeAsync()
    {
        _stored = await StoredApiHost.StartEmptyAsync(make);
        await SendAsync("POST", "draft/import", """{"definitions":[{"kind":"entity","definition":%},{"kind":"view","definition":{"name":"visit_all","entity":"visit","columns":["subject","order"]}}]}""".Replace("%", Visit, StringComparison.Ordinal));
        await SendAsync("POST", "draft/publish", "{}");
    }

    public async ValueTask DisposeAsync()
    {
        await _stored.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Layers_ShowTheOrigin_AndWritingBelowReverts()
    {
        await SendAsync("PATCH", "draft/entities/visit", """{"title":"Call"}""");
        await SendAsync("POST", "draft/publish", "{}");

        var layers = await Host.GetJsonAsync("/api/metadata/entities/visit?layers=true");

        Assert.Equal("customisation", layers.GetProperty("origins").GetProperty("title").GetString());
        Assert.Equal("Call", layers.GetProperty("definition").GetProperty("title").GetString());
        Assert.Equal("""["customisation"]""", layers.GetProperty("layers").GetRawText());
    }

    [Fact]
    public async Task Plan_TellsARenameWithItsBrokenUses_AndPublishKeepsTheValues()
    {
        await CreateAsync("""{"subject":"A","order":"4"}""");
        await SendAsync("PATCH", "draft/entities/visit", """{"properties":{"order":null,"position":{"type":"string","title":"Order","x-crm":{"renamedFrom":"order"}}}}""");

        var plan = await SendAsync("POST", "draft/plan", null);
        await SendAsync("POST", "draft/publish", $$"""{"planId":"{{plan.GetProperty("planId").GetString()}}"}""");

        var rename = plan.GetProperty("operations").EnumerateArray().Single(o => o.GetProperty("kind").GetString() == "rename_field");
        Assert.Equal(("visit", "position", 1), (rename.GetProperty("entity").GetString(), rename.GetProperty("field").GetString(), rename.GetProperty("rows").GetInt32()));
        Assert.Contains("RENAME COLUMN", rename.GetProperty("ddl")[0].GetString(), StringComparison.Ordinal);
        Assert.Equal("columns[1].field", plan.GetProperty("broken")[0].GetProperty("path").GetString());
        Assert.Equal("4", (await FirstAsync()).GetProperty("position").GetString());
    }

    [Fact]
    public async Task Publish_Is422WithThePlaceAndTheRecords_WhileValuesDoNotFit()
    {
        var id = await CreateAsync("""{"subject":"A","order":"four"}""");
        await SendAsync("PATCH", "draft/entities/visit", """{"properties":{"order":{"type":"integer"}}}""");

        var plan = await SendAsync("POST", "draft/plan", null);
        using var refused = await Host.PostAsync("/api/metadata/draft/publish", Responses.Json($$"""{"planId":"{{plan.GetProperty("planId").GetString()}}"}"""));
        var problem = await refused.ProblemAsync(HttpStatusCode.UnprocessableEntity, "metadata.change.refused");

        var misfit = plan.GetProperty("misfits")[0];
        Assert.Equal(("publish.convert", 1, id), (misfit.GetProperty("code").GetString(), misfit.GetProperty("count").GetInt32(), misfit.GetProperty("records")[0].GetProperty("id").GetString()));
        Assert.Equal("visit.properties.order", problem.GetProperty("errors")[0].GetProperty("path").GetString());
        Assert.DoesNotContain("four", problem.GetRawText() + plan.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Publish_Converts_WhenEveryValueFits()
    {
        await CreateAsync("""{"subject":"A","order":"4"}""");
        await SendAsync("PATCH", "draft/entities/visit", """{"properties":{"order":{"type":"integer"}}}""");

        var outcome = await SendAsync("POST", "draft/publish", "{}");

        Assert.Equal("convert_field", outcome.GetProperty("operations")[0].GetProperty("kind").GetString());
        Assert.Equal(4, (await FirstAsync()).GetProperty("order").GetInt32());
    }

    [Fact]
    public async Task Publish_Is422WithEveryLoss_UntilEachIsAcceptedByItsId()
    {
        await SendAsync("PATCH", "draft/entities/visit", """{"properties":{"order":null}}""");
        await SendAsync("DELETE", "draft/views/visit_all", null);
        var plan = await SendAsync("POST", "draft/plan", null);
        var id = plan.GetProperty("planId").GetString();

        using var refused = await Host.PostAsync("/api/metadata/draft/publish", Responses.Json($$"""{"planId":"{{id}}","accept":["field:visit.subject"]}"""));
        var problem = await refused.ProblemAsync(HttpStatusCode.UnprocessableEntity, "metadata.publish.losses");
        var outcome = await SendAsync("POST", "draft/publish", $$"""{"planId":"{{id}}","accept":["field:visit.order"],"note":"No order"}""");

        Assert.Equal("field:visit.order", Assert.Single(plan.GetProperty("losses").EnumerateArray()).GetProperty("id").GetString());
        Assert.Equal(["field:visit.order"], problem.Paths());
        Assert.Equal(2, outcome.GetProperty("version").GetInt32());
    }

    [Fact]
    public async Task Version_IsRestored_ByWayOfTheDraft()
    {
        await CreateAsync("""{"subject":"A","order":"4"}""");
        await RemoveOrderAsync();

        var draft = await SendAsync("POST", "versions/1/restore", null);
        await SendAsync("POST", "draft/publish", """{"note":"Back"}""");

        var versions = (await Host.GetJsonAsync("/api/metadata/versions")).GetProperty("value");
        Assert.Equal("""[{"kind":"entity","name":"visit","change":"changed"}]""", draft.GetProperty("changes").GetRawText());
        Assert.Equal([3, 2, 1], versions.EnumerateArray().Select(v => v.GetProperty("version").GetInt32()));
        Assert.Equal("Back", versions[0].GetProperty("note").GetString());
        Assert.Equal("4", (await FirstAsync()).GetProperty("order").GetString());
        Assert.False((await Host.GetJsonAsync("/api/metadata/entities/visit?version=2")).GetProperty("properties").TryGetProperty("order", out _));
    }

    [Theory]
    [InlineData("views/visit_all", "app field items[0].view")]
    [InlineData("forms/visit_main", "")]
    [InlineData("rules/ordered", "")]
    [InlineData("entities/visit/fields/order", "view visit_all columns[1].field form visit_main sections[0].fields[0] rule ordered when rule ordered field role rep entities.visit.fields.order")]
    public async Task Uses_AreNamedForEveryKind(string address, string expected)
    {
        await SendAsync("POST", "draft/import", """
            {"definitions":[
              {"kind":"form","definition":{"name":"visit_main","entity":"visit","sections":[{"fields":["order"]}]}},
              {"kind":"rule","definition":{"name":"ordered","entity":"visit","when":"order == null","field":"order","message":"Say which."}},
              {"kind":"role","definition":{"name":"rep","entities":{"visit":{"read":true,"fields":{"order":"hidden"}}}}},
              {"kind":"app","definition":{"name":"field","items":[{"entity":"visit","view":"visit_all"}]}}]}
            """);
        Allow("Read, Write, Customize, Admin");
        await SendAsync("POST", "draft/publish", "{}");

        var uses = await Host.GetJsonAsync($"/api/metadata/{address}/uses");

        Assert.Equal(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries).Chunk(3).Select(u => string.Join(' ', u)).Order(StringComparer.Ordinal),
            uses.GetProperty("value").EnumerateArray().Select(u => $"{u.GetProperty("kind").GetString()} {u.GetProperty("name").GetString()} {u.GetProperty("path").GetString()}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Publish_Is409_WhenThePlanIsOfAnEarlierVersion()
    {
        await SendAsync("PATCH", "draft/entities/visit", """{"title":"Call"}""");
        var plan = (await SendAsync("POST", "draft/plan", null)).GetProperty("planId").GetString();
        await SendAsync("POST", "draft/publish", "{}");
        await SendAsync("PATCH", "draft/entities/visit", """{"title":"Call"}""");

        using var refused = await Host.PostAsync("/api/metadata/draft/publish", Responses.Json($$"""{"planId":"{{plan}}"}"""));

        await refused.ProblemAsync(HttpStatusCode.Conflict, "metadata.plan.stale");
    }

    [Fact]
    public async Task Tombstones_AreListedRestoredAndPurged()
    {
        await CreateAsync("""{"subject":"A","order":"4"}""");
        await RemoveOrderAsync();
        var kept = (await Host.GetJsonAsync("/api/metadata/tombstones")).GetProperty("value")[0];
        await SendAsync("POST", $"tombstones/{kept.GetProperty("id").GetString()}/restore", null);
        await SendAsync("POST", "draft/publish", "{}");
        Assert.Equal(("visit", "order", "text", "removed"), (kept.GetProperty("entity").GetString(), kept.GetProperty("field").GetString(), kept.GetProperty("kind").GetString(), kept.GetProperty("reason").GetString()));
        Assert.Equal("4", (await FirstAsync()).GetProperty("order").GetString());

        await RemoveOrderAsync();
        var id = (await Host.GetJsonAsync("/api/metadata/tombstones")).GetProperty("value")[0].GetProperty("id").GetString();
        using (var refused = await Host.DeleteAsync($"/api/metadata/tombstones/{id}"))
            await refused.ProblemAsync(HttpStatusCode.Forbidden, "access.admin");
        Allow("Read, Write, Customize, Admin");
        using (var purged = await Host.DeleteAsync($"/api/metadata/tombstones/{id}"))
            Assert.Equal(HttpStatusCode.NoContent, purged.StatusCode);
        using (var again = await Host.DeleteAsync($"/api/metadata/tombstones/{id}"))
            await again.ProblemAsync(HttpStatusCode.NotFound, "metadata.tombstone_unknown");
    }

    [Fact]
    public async Task Uses_AreNamedForDefinitionsAndFields()
    {
        var entity = await Host.GetJsonAsync("/api/metadata/entities/visit/uses");
        var field = await Host.GetJsonAsync("/api/metadata/entities/visit/fields/order/uses");

        Assert.Equal("""{"value":[{"kind":"view","name":"visit_all","path":"entity","message":"The view Visit all lists its records."}]}""", entity.GetRawText());
        Assert.Equal("columns[1].field", Assert.Single(field.GetProperty("value").EnumerateArray()).GetProperty("path").GetString());
    }

    [Theory]
    [InlineData("""{"\ud800":1}""")]
    [InlineData("""{"properties":{"a":{"type":"string","x-crm":{"renamedFrom":"\ud800"}}}}""")]
    [InlineData("""{"title":"\ud800","properties":{}}""")]
    public async Task Draft_IsRefusedWithAPath_WhenTextIsNoUnicode(string definition)
    {
        using var answer = await Host.PutAsync("/api/metadata/draft/entities/visit", Responses.Json(definition));

        Assert.InRange((int)answer.StatusCode, 400, 422);
    }

    private void Allow(string rights)
    {
        Host.Client.DefaultRequestHeaders.Remove("X-Rights");
        Host.Client.DefaultRequestHeaders.Add("X-Rights", rights);
    }

    private async Task RemoveOrderAsync()
    {
        await SendAsync("PATCH", "draft/entities/visit", """{"properties":{"order":null}}""");
        var plan = (await SendAsync("POST", "draft/plan", null)).GetProperty("planId").GetString();
        await SendAsync("POST", "draft/publish", $$"""{"planId":"{{plan}}","accept":["field:visit.order"]}""");
    }

    private async Task<string?> CreateAsync(string record)
    {
        using var answer = await Host.PostAsync("/api/data/visits", Responses.Json(record));
        return (await answer.JsonAsync()).GetProperty("id").GetString();
    }

    private async Task<JsonElement> FirstAsync() => (await Host.GetJsonAsync("/api/data/visits")).GetProperty("value")[0];

    private async Task<JsonElement> SendAsync(string method, string address, string? body)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), "/api/metadata/" + address) { Content = body is null ? null : Responses.Json(body) };
        using var answer = await Host.SendAsync(request);
        var json = await answer.JsonAsync();
        Assert.True(answer.IsSuccessStatusCode, json.GetRawText());
        return json;
    }
}

public sealed class SqlitePublishingTests() : PublishingContract(TestDatabases.Sqlite);

public sealed class PostgreSqlPublishingTests() : PublishingContract(TestDatabases.PostgreSql);
