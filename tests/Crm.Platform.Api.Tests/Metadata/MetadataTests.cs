using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Platform.Abstractions;
using Crm.Platform.Api.Tests.Hosting;
using Crm.Platform.Metadata.Publishing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Platform.Api.Tests.Metadata;

public sealed class MetadataTests : IAsyncLifetime
{
    private readonly RecordingPublisher _publisher = new();
    private ApiHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await ApiHost.StartAsync(services => services.AddSingleton<IPublisher>(_publisher));

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task List_HasNamesAndPlainValues()
    {
        _publisher.Definitions.Add(new StoredDefinition("entity", "visit", JsonNode.Parse("""{"$schema":"x","name":"visit","title":"Visit","properties":{"a":{}}}""")!.AsObject()));

        var list = await _host.GetJsonAsync("/api/metadata/entities");

        Assert.Equal("""{"value":[{"name":"visit","title":"Visit"}]}""", list.GetRawText());
    }

    [Fact]
    public async Task Get_AnswersTheWholeDefinition()
    {
        _publisher.Definitions.Add(new StoredDefinition("form", "visit_main", JsonNode.Parse("""{"name":"visit_main","tabs":[]}""")!.AsObject()));

        var definition = await _host.GetJsonAsync("/api/metadata/forms/visit_main?version=3");

        Assert.Equal("""{"name":"visit_main","tabs":[]}""", definition.GetRawText());
        Assert.Equal(["definitions form 3"], _publisher.Calls);
    }

    [Fact]
    public async Task Get_ShowsTheLayers_WhenAsked()
    {
        var layered = await _host.GetJsonAsync("/api/metadata/entities/visit?layers=true&version=2");

        Assert.Equal("""{"definition":{"title":"Call"},"layers":["platform","customisation"],"origins":{"title":"customisation"},"below":{"title":"Visit"}}""", layered.GetRawText());
        Assert.Equal(["layers entity visit 2"], _publisher.Calls);
    }

    [Theory]
    [InlineData("/api/metadata/entitys", HttpStatusCode.NotFound, "metadata.kind_unknown")]
    [InlineData("/api/metadata/entities/nope", HttpStatusCode.NotFound, "metadata.definition_unknown")]
    [InlineData("/api/metadata/entities/nope/schema", HttpStatusCode.NotFound, "metadata.definition_unknown")]
    [InlineData("/api/metadata/entities?version=x", HttpStatusCode.BadRequest, "metadata.version")]
    [InlineData("/api/metadata/entities?layers=true", HttpStatusCode.BadRequest, "metadata.layers")]
    [InlineData("/api/metadata/entities/visit?layers=true&version=x", HttpStatusCode.BadRequest, "metadata.version")]
    [InlineData("/api/metadata/entities/nope/uses", HttpStatusCode.NotFound, "metadata.definition_unknown")]
    [InlineData("/api/metadata/entities/contact/fields/nope/uses", HttpStatusCode.NotFound, "metadata.definition_unknown")]
    [InlineData("/api/metadata/draft/entities/x", HttpStatusCode.MethodNotAllowed, "request.method_not_allowed")]
    public async Task Get_IsRefused_WhenThereIsNothing(string address, HttpStatusCode status, string code)
    {
        using var response = await _host.GetAsync(address);

        await response.ProblemAsync(status, code);
    }

    [Theory]
    [InlineData("GET", "/api/metadata/draft", null, "draft")]
    [InlineData("DELETE", "/api/metadata/draft", null, "discard")]
    [InlineData("PUT", "/api/metadata/draft/entities/visit", """{"type":"object"}""", """put entity visit {"type":"object","name":"visit"}""")]
    [InlineData("PATCH", "/api/metadata/draft/views/open", """{"title":null}""", """patch view open {"title":null}""")]
    [InlineData("DELETE", "/api/metadata/draft/apps/sales", null, "delete app sales")]
    [InlineData("POST", "/api/metadata/draft/import", """{"definitions":[{"kind":"entity","definition":{"name":"visit"}},{"kind":"view","definition":{"name":"open"}}]}""", "import entity:visit,view:open")]
    [InlineData("POST", "/api/metadata/versions/1/restore", null, "restore 1")]
    public async Task Draft_IsAnswered_AfterEachCommand(string method, string address, string? body, string call)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), address) { Content = body is null ? null : Responses.Json(body) };

        using var response = await _host.SendAsync(request);

        Assert.Equal("""{"baseVersion":1,"changes":[{"kind":"entity","name":"visit","change":"changed"}]}""", (await response.JsonAsync()).GetRawText());
        Assert.Equal([call], _publisher.Calls);
    }

    [Fact]
    public async Task Plan_HasContractsShape()
    {
        using var response = await _host.PostAsync("/api/metadata/draft/plan", null);

        var plan = await response.JsonAsync();
        Assert.Equal("""{"planId":"p1","baseVersion":1,"operations":[{"kind":"add_field","entity":"visit","field":"amount","ddl":["ALTER TABLE"],"rows":3}],"losses":[{"id":"visit.amount","message":"3 values"}],"broken":[{"kind":"view","name":"open","path":"columns[0]","message":"gone"}],"misfits":[]}""", plan.GetRawText());
    }

    [Theory]
    [InlineData(null, "publish  [] ")]
    [InlineData("{}", "publish  [] ")]
    [InlineData("""{"planId":"p1","accept":["a","b"],"note":"n"}""", "publish p1 [a,b] n")]
    public async Task Publish_AnswersTheVersion(string? body, string call)
    {
        using var response = await _host.PostAsync("/api/metadata/draft/publish", body is null ? null : Responses.Json(body));

        var outcome = await response.JsonAsync();
        Assert.Equal((2, 15), (outcome.GetProperty("version").GetInt32(), outcome.GetProperty("milliseconds").GetInt32()));
        Assert.Equal(1, outcome.GetProperty("operations").GetArrayLength());
        Assert.Equal([call], _publisher.Calls);
    }

    [Fact]
    public async Task Versions_AreAList()
    {
        var versions = await _host.GetJsonAsync("/api/metadata/versions");

        Assert.Equal(1, versions.GetProperty("value")[0].GetProperty("version").GetInt32());
    }

    [Theory]
    [InlineData("PUT", "/api/metadata/draft/entities/visit", """{"name":"other"}""", "name")]
    [InlineData("POST", "/api/metadata/draft/import", "{}", "definitions")]
    [InlineData("POST", "/api/metadata/draft/import", """{"definitions":[{"kind":"entity","definition":{"name":"a"}},{"kind":5,"definition":{"name":"b"}},{"kind":"form"},7,{"kind":"view","definition":{}}],"x":1}""", "x definitions[1].kind definitions[2].definition definitions[3].kind definitions[3].definition definitions[4].definition.name")]
    [InlineData("POST", "/api/metadata/draft/publish", """{"planId":5,"accept":["a",1],"acept":[]}""", "planId accept[1] acept")]
    public async Task BadBody_Is422WithEveryPath(string method, string address, string body, string paths)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), address) { Content = Responses.Json(body) };

        using var response = await _host.SendAsync(request);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Equal(paths, string.Join(' ', (await response.JsonAsync()).Paths()));
        Assert.Empty(_publisher.Calls);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{\"a\":1,\"a\":2}")]
    [InlineData("{")]
    public async Task BodyThatIsNoObject_Is400(string body)
    {
        using var response = await _host.PutAsync("/api/metadata/draft/entities/visit", Responses.Json(body));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task MovedDraft_Is409()
    {
        _publisher.NextFailure = new Conflict("metadata.plan.stale", "The draft moved.");

        using var response = await _host.PostAsync("/api/metadata/draft/publish", Responses.Json("""{"planId":"p1"}"""));

        await response.ProblemAsync(HttpStatusCode.Conflict, "metadata.plan.stale");
    }

    [Theory]
    [InlineData("/api/metadata/entities")]
    [InlineData("/api/metadata/entities/contact/schema")]
    [InlineData("/api/metadata/draft")]
    public async Task Caller_Is403_WithoutRightToCustomize(string address)
    {
        _host.Client.DefaultRequestHeaders.Remove("X-Rights");
        _host.Client.DefaultRequestHeaders.Add("X-Rights", "Read, Write");

        using var response = await _host.GetAsync(address);

        await response.ProblemAsync(HttpStatusCode.Forbidden, "access.customize");
    }

    [Fact]
    public async Task Schema_DescribesTheRecord()
    {
        var schema = await _host.GetJsonAsync("/api/metadata/entities/contact/schema");

        Assert.Equal("https://json-schema.org/draft/2020-12/schema", schema.GetProperty("$schema").GetString());
        var properties = schema.GetProperty("properties");
        Assert.Equal("""["string","null"]""", properties.GetProperty("email").GetProperty("type").GetRawText());
        Assert.Equal("string", properties.GetProperty("last_name").GetProperty("type").GetString());
        Assert.Equal(JsonValueKind.True, properties.GetProperty("id").GetProperty("readOnly").ValueKind);
        Assert.Contains(properties.GetProperty("status").GetProperty("enum").EnumerateArray(), e => e.ValueKind == JsonValueKind.Null);
        Assert.Equal("""["last_name"]""", schema.GetProperty("required").GetRawText());
    }
}
