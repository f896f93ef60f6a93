using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Platform.Api.Tests.Hosting;
using Microsoft.OpenApi;

namespace Crm.Platform.Api.Tests.OpenApi;

/// <summary>The description of the API, read by a library that was not written here.</summary>
public sealed class OpenApiTests
{
    private const string Rep = """{"name":"rep","entities":{"contact":{"create":true,"read":true,"update":true,"fields":{"revenue":"hidden","age":"read"}},"account":{"read":true}}}""";

    [Fact]
    public async Task Description_IsProperOpenApi()
    {
        await using var host = await StoredApiHost.StartAsync();

        var read = OpenApiDocument.Parse(await TextAsync(host), "json");

        Assert.Equal(OpenApiSpecVersion.OpenApi3_1, read.Diagnostic!.SpecificationVersion);
        Assert.Empty(read.Diagnostic.Errors.Concat(read.Diagnostic.Warnings).Select(e => $"{e.Pointer}: {e.Message}"));
        var operations = read.Document!.Paths.SelectMany(p => p.Value.Operations!.Values).ToList();
        Assert.Equal(operations.Count, operations.Select(o => o.OperationId).Distinct().Count());
        Assert.Equal("http://localhost/connect/token", read.Document.Components!.SecuritySchemes!["oauth2"].Flows!.ClientCredentials!.TokenUrl!.ToString());
        var list = read.Document.Paths["/api/data/contacts"].Operations![HttpMethod.Get];
        Assert.Contains("/api/data/contacts/merge", read.Document.Paths.Keys);
        Assert.Contains("/api/data/$batch", read.Document.Paths.Keys);
        Assert.Contains("$apply", list.Parameters!.Select(p => p.Name));
        Assert.Equal("uuid", list.Responses!["200"].Content!["application/json"].Schema!.Properties!["value"].Items!.Properties!["id"].Format);
    }

    [Theory]
    [InlineData("""{"kind":"decimal"}""", "number")]
    [InlineData("""{"kind":"money","currency":"EUR","scale":2}""", "number")]
    [InlineData("""{"kind":"percent"}""", "number")]
    [InlineData("""{"kind":"address"}""", "object")]
    [InlineData("""{"kind":"geo"}""", "object")]
    [InlineData("""{"kind":"json"}""", null)]
    [InlineData("""{"kind":"file"}""", "object")]
    [InlineData("""{"kind":"color"}""", "string")]
    [InlineData("""{"kind":"rating"}""", "integer")]
    [InlineData("""{"kind":"rich_text"}""", "string")]
    [InlineData("""{"kind":"auto_number","pattern":"C-{0000}"}""", "string")]
    public async Task Description_IsProper_ForEveryKind(string crm, string? type)
    {
        await using var host = await StoredApiHost.StartAsync(_ => { }, $$$"""
            {"name":"thing","plural":"things","type":"object","properties":{"name":{"type":"string"},"value":{"x-crm":{{{crm}}}}},"x-crm":{"display":"name"}}
            """);

        var text = await TextAsync(host);

        Assert.Empty(OpenApiDocument.Parse(text, "json").Diagnostic!.Errors.Select(e => $"{e.Pointer}: {e.Message}"));
        var value = JsonNode.Parse(text)!["components"]!["schemas"]!["thing"]!["properties"]!["value"]!;
        Assert.Equal(type, value["type"] is JsonArray types ? (string?)types[0] : (string?)value["type"]);
    }

    [Theory]
    [InlineData("info")]
    [InlineData("paths//api/data/contacts/get/responses/200/description")]
    [InlineData("components/schemas/contact")]
    public async Task Description_IsRefused_WithoutAPartItNeeds(string part)
    {
        await using var host = await StoredApiHost.StartAsync();
        var document = JsonNode.Parse(await TextAsync(host))!;
        JsonNode? holder = part.StartsWith("paths", StringComparison.Ordinal) ? document["paths"]!["/api/data/contacts"]!["get"]!["responses"]!["200"] : part == "info" ? document : document["components"]!["schemas"];
        Assert.True(holder!.AsObject().Remove(part[(part.LastIndexOf('/') + 1)..]));

        var read = OpenApiDocument.Parse(document.ToJsonString(), "json");

        Assert.NotEmpty(read.Diagnostic!.Errors.Concat(read.Diagnostic.Warnings));
    }

    [Fact]
    public async Task Description_HasWhatTheCallerMaySeeAndDo_AndNothingElse()
    {
        await using var host = await StoredApiHost.StartWithRolesAsync([Rep], Model.User, Model.Account, Model.Contact, Model.Order);
        host.Host.Client.DefaultRequestHeaders.Add("X-Roles", "rep");

        var document = await host.Host.GetJsonAsync("/api/openapi.json");

        var paths = document.GetProperty("paths");
        Assert.Equal(["get", "patch"], Methods(paths, "/api/data/contacts/{id}"));
        Assert.Equal(["get", "post"], Methods(paths, "/api/data/contacts"));
        Assert.Equal(["get"], Methods(paths, "/api/data/accounts"));
        Assert.False(paths.TryGetProperty("/api/data/orders", out _));
        Assert.False(paths.TryGetProperty("/api/data/contacts/trash", out _));
        var contact = document.GetProperty("components").GetProperty("schemas").GetProperty("contact").GetProperty("properties");
        Assert.False(contact.TryGetProperty("revenue", out _));
        Assert.True(contact.GetProperty("age").GetProperty("readOnly").GetBoolean());
        Assert.Equal("last_name", document.GetProperty("components").GetProperty("schemas").GetProperty("contact.new").GetProperty("allOf")[1].GetProperty("required")[0].GetString());
    }

    [Fact]
    public async Task Description_HasNoWrites_ForThoseWhoMayOnlyRead()
    {
        await using var host = await StoredApiHost.StartAsync();
        host.Host.Client.DefaultRequestHeaders.Remove("X-Rights");
        host.Host.Client.DefaultRequestHeaders.Add("X-Rights", "Read");

        var paths = (await host.Host.GetJsonAsync("/api/openapi.json")).GetProperty("paths");

        Assert.All(paths.EnumerateObject(), p => Assert.Equal(["get"], Methods(paths, p.Name)));
        Assert.False(paths.TryGetProperty("/api/imports", out _));
    }

    [Fact]
    public async Task Description_Is403_ForThoseWhoMayNotRead()
    {
        await using var host = await StoredApiHost.StartAsync();
        host.Host.Client.DefaultRequestHeaders.Remove("X-Rights");
        host.Host.Client.DefaultRequestHeaders.Add("X-Rights", "None");

        using var response = await host.Host.GetAsync("/api/openapi.json");

        await response.ProblemAsync(HttpStatusCode.Forbidden, "access.read");
    }

    private static IEnumerable<string> Methods(JsonElement paths, string path) => paths.GetProperty(path).EnumerateObject().Select(m => m.Name).Where(n => n != "parameters");

    private static async Task<string> TextAsync(StoredApiHost host) => await (await host.Host.GetAsync("/api/openapi.json")).Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
}
