using System.Net;
using System.Text.Json;
using System.Xml.Linq;
using Crm.Platform.Api.Tests.Hosting;
using Crm.Testing.Databases;

namespace Crm.Platform.Api.Tests.Data;

/// <summary>A lookup of several entities over HTTP, as OData has derived types; alike on every database.</summary>
public abstract class SeveralTargetsContract(Func<Task<TestDatabase>> make) : IAsyncLifetime
{
    private const string Definitions = """
        {"definitions":[
          {"kind":"entity","definition":{"name":"firm","title":"Firm","properties":{"name":{"type":"string"},"seat":{"type":"object","x-crm":{"kind":"address"}}}}},
          {"kind":"entity","definition":{"name":"deal","properties":{"name":{"type":"string"},"firm_id":{"x-crm":{"lookup":"firm"}}}}},
          {"kind":"entity","definition":{"name":"task","required":["about_id"],"properties":{"subject":{"type":"string"},"about_id":{"title":"About","x-crm":{"lookup":["firm","deal"]}},"beside_id":{"x-crm":{"lookup":"*"}}}}}]}
        """;

    private static readonly XNamespace Csdl = "http://docs.oasis-open.org/odata/ns/edm";

    private StoredApiHost _stored = null!;
    private string _firm = "";
    private string _deal = "";

    private ApiHost Host => _stored.Host;

    public async ValueTask InitializeAsync()
    {
        _stored = await StoredApiHost.StartEmptyAsync(make);
        foreach (var (path, body) in new[] { ("draft/import", Definitions), ("draft/publish", "{}") })
            using (var response = await Host.PostAsync($"/api/metadata/{path}", Responses.Json(body)))
                Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        _firm = Id(await PostAsync("firms", """{"name":"Acme","seat":{"city":"Ulm"}}"""));
        _deal = Id(await PostAsync("deals", $$"""{"name":"Big","firm_id":"{{_firm}}"}"""));
        await PostAsync("tasks", $$"""{"subject":"A","about_id":"{{_firm}}","about_type":"firm","beside@odata.bind":"deals({{_deal}})"}""");
        await PostAsync("tasks", $$"""{"subject":"B","about@odata.bind":"/api/data/deals({{_deal}})"}""");
    }

    public async ValueTask DisposeAsync()
    {
        await _stored.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Theory]
    [InlineData("$filter=about/crm.firm/name eq 'Acme'", "A")]
    [InlineData("$filter=about/crm.deal/name eq 'Acme'", "")]
    [InlineData("$filter=about/crm.deal/firm/name eq 'Acme'", "B")]
    [InlineData("$filter=about/crm.firm/seat/city eq 'Ulm'", "A")]
    [InlineData("$filter=about/crm.firm ne null", "A")]
    [InlineData("$filter=about_type eq 'deal'", "B")]
    [InlineData("$filter=not contains(about/crm.firm/name,'x')", "A")]
    [InlineData("$filter=beside/crm.deal/name in ('Big','Small')", "A")]
    [InlineData("$filter=beside/crm.task/subject eq null&$orderby=subject desc", "B A")]
    [InlineData("$orderby=about/crm.firm/name desc", "A B")]
    [InlineData("$orderby=about/crm.deal/firm/name desc", "B A")]
    public async Task List_FollowsTheLookup_ByACast(string query, string subjects)
    {
        var list = await Host.GetJsonAsync($"/api/data/tasks?{query}");

        Assert.Equal(subjects, string.Join(' ', list.GetProperty("value").EnumerateArray().Select(r => r.GetProperty("subject").GetString())));
    }

    [Fact]
    public async Task Expand_WritesWhichEntityItIs()
    {
        var rows = (await Host.GetJsonAsync("/api/data/tasks?$orderby=subject&$expand=about,beside($select=created_at)")).GetProperty("value");

        var (firm, deal) = (rows[0].GetProperty("about"), rows[1].GetProperty("about"));
        Assert.Equal(("#crm.firm", "Ulm"), (firm.GetProperty("@odata.type").GetString(), firm.GetProperty("seat").GetProperty("city").GetString()));
        Assert.Equal(("#crm.deal", "Big", _firm), (deal.GetProperty("@odata.type").GetString(), deal.GetProperty("name").GetString(), deal.GetProperty("firm_id").GetString()));
        Assert.Equal(["@odata.type", "@odata.etag", "created_at"], rows[0].GetProperty("beside").EnumerateObject().Select(p => p.Name));
        Assert.Equal(JsonValueKind.Null, rows[1].GetProperty("beside").ValueKind);
        Assert.Equal("firm", rows[0].GetProperty("about_type").GetString());
    }

    [Fact]
    public async Task Expand_SelectsFieldsOfOneEntity_ByACast()
    {
        var row = (await Host.GetJsonAsync("/api/data/tasks?$filter=subject eq 'B'&$expand=about($select=crm.deal/name)")).GetProperty("value")[0];

        Assert.Equal(["@odata.type", "@odata.etag", "name"], row.GetProperty("about").EnumerateObject().Select(p => p.Name));
    }

    [Fact]
    public async Task Groups_AreMadeByWhatSaysWhich()
    {
        var groups = await Host.GetJsonAsync("/api/data/tasks?$apply=groupby((about_type),aggregate($count as n))&$orderby=about_type");

        Assert.Equal(["deal", "firm"], groups.GetProperty("value").EnumerateArray().Select(g => g.GetProperty("about_type").GetString()));
    }

    [Theory]
    [InlineData("""{"subject":"x"}""", "about_id", "field.required")]
    [InlineData("""{"subject":"x","about_id":"FIRM","about_type":"deal"}""", "about_id", "field.lookup")]
    [InlineData("""{"subject":"x","about_id":"FIRM","about_type":"task"}""", "about_type", "field.choice")]
    [InlineData("""{"subject":"x","about@odata.bind":"tasks(FIRM)"}""", "about@odata.bind", "field.bind")]
    [InlineData("""{"subject":"x","about@odata.bind":"nothings(FIRM)"}""", "about@odata.bind", "field.bind")]
    [InlineData("""{"subject":"x","about_type":"firm","about@odata.bind":"firms(FIRM)"}""", "about_type", "field.repeated")]
    [InlineData("""{"subject":"x","about":"FIRM"}""", "about", "field.unknown")]
    public async Task Write_Is422AtItsPath_WhenIdAndTypeDoNotFit(string body, string path, string code)
    {
        using var response = await Host.PostAsync("/api/data/tasks", Responses.Json(body.Replace("FIRM", _firm, StringComparison.Ordinal)));
        var problem = await response.ProblemAsync(HttpStatusCode.UnprocessableEntity, "record.invalid");

        Assert.Contains((path, code), problem.GetProperty("errors").EnumerateArray().Select(e => (e.GetProperty("path").GetString()!, e.GetProperty("code").GetString()!)));
    }

    [Theory]
    [InlineData("$filter=about/name eq 'Acme'")]
    [InlineData("$filter=about/crm.task/subject eq 'A'")]
    [InlineData("$filter=about/crm.nothing/name eq 'A'")]
    [InlineData("$filter=about/created_at ne null")]
    [InlineData("$orderby=about/crm.firm/nme")]
    public async Task List_Is400_WhenAPathSaysNoEntity(string query)
    {
        using var response = await Host.Client.GetAsync(new Uri($"/api/data/tasks?{query}", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task Documents_HaveOneTypeOfAnyRecord_AndWhatSaysWhich()
    {
        using var answer = await Host.Client.GetAsync(new Uri("/api/data/$metadata", UriKind.Relative), TestContext.Current.CancellationToken);
        var types = XDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Descendants(Csdl + "EntityType").ToDictionary(t => (string)t.Attribute("Name")!);
        var schema = await Host.GetJsonAsync("/api/metadata/entities/task/schema");
        var openApi = await Host.GetJsonAsync("/api/openapi.json");

        Assert.Equal("true", (string?)types["record"].Attribute("Abstract"));
        Assert.Equal(["crm.record", "crm.record"], new[] { "firm", "task" }.Select(t => (string?)types[t].Attribute("BaseType")));
        Assert.Equal("crm.record", (string?)types["task"].Elements(Csdl + "NavigationProperty").Single(n => (string?)n.Attribute("Name") == "about").Attribute("Type"));
        Assert.Equal("""["firm","deal",null]""", schema.GetProperty("properties").GetProperty("about_type").GetProperty("enum").GetRawText());
        Assert.True(openApi.GetProperty("components").GetProperty("schemas").GetProperty("task").GetProperty("properties").TryGetProperty("about_type", out _));
    }

    [Fact]
    public async Task Patch_MovesAndClears()
    {
        var task = Id((await Host.GetJsonAsync("/api/data/tasks?$filter=subject eq 'A'")).GetProperty("value")[0]);

        Assert.Equal("deal", (await PatchAsync(task, $$"""{"about_id":"{{_deal}}"}""")).GetProperty("about_type").GetString());
        Assert.Equal("firm", (await PatchAsync(task, $$"""{"about@odata.bind":"firms({{_firm}})"}""")).GetProperty("about_type").GetString());
        Assert.Equal(JsonValueKind.Null, (await PatchAsync(task, """{"beside@odata.bind":null}""")).GetProperty("beside_type").ValueKind);
    }

    private async Task<JsonElement> PatchAsync(string task, string body)
    {
        using var response = await Host.Client.PatchAsync(new Uri($"/api/data/tasks({task})", UriKind.Relative), Responses.Json(body), TestContext.Current.CancellationToken);
        return await response.JsonAsync();
    }

    private async Task<JsonElement> PostAsync(string set, string body)
    {
        using var response = await Host.PostAsync($"/api/data/{set}", Responses.Json(body));
        Assert.True(response.StatusCode == HttpStatusCode.Created, await response.Content.ReadAsStringAsync());
        return await response.JsonAsync();
    }

    private static string Id(JsonElement record) => record.GetProperty("id").GetString()!;
}

public sealed class SqliteSeveralTargetsTests() : SeveralTargetsContract(TestDatabases.Sqlite);

public sealed class PostgreSqlSeveralTargetsTests() : SeveralTargetsContract(TestDatabases.PostgreSql);
