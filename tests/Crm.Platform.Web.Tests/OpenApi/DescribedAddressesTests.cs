using System.Net;
using System.Text.Json.Nodes;
using Crm.Platform.Web.Tests.Journeys;
using Microsoft.OpenApi;

namespace Crm.Platform.Web.Tests.OpenApi;

/// <summary>Every address the description says can be read is read once, and answers as described.</summary>
public sealed class DescribedAddressesTests(SqliteJourneyHost host) : IClassFixture<SqliteJourneyHost>
{
    private readonly HttpClient _client = host.Client;

    [Fact]
    public async Task EveryAddress_AnswersAsDescribed()
    {
        var document = await _client.GetJsonAsync("/api/openapi.json");
        var values = await ValuesAsync();
        var shape = new DescribedShape(document);
        var faults = new List<string>();
        var answered = 0;

        foreach (var (path, item) in document["paths"]!.AsObject().Where(p => p.Value!["get"] is not null))
        {
            using var answer = await _client.GetAsync(values(path), TestContext.Current.CancellationToken);
            var described = item!["get"]!["responses"]![((int)answer.StatusCode).ToString(System.Globalization.CultureInfo.InvariantCulture)];
            faults.AddRange(await FaultsAsync(document, shape, described, answer, $"{path} {(int)answer.StatusCode}"));
            answered += answer.IsSuccessStatusCode ? 1 : 0;
        }

        Assert.Empty(faults);
        Assert.True(answered > 60, $"Only {answered} addresses answered with what is there.");
    }

    [Fact]
    public async Task Description_BreaksNoRuleOfOpenApi()
    {
        var read = OpenApiDocument.Parse(await (await _client.GetAsync("/api/openapi.json", TestContext.Current.CancellationToken)).Content.ReadAsStringAsync(TestContext.Current.CancellationToken), "json");

        var document = read.Document!;
        var broken = document.Validate(ValidationRuleSet.GetDefaultRuleSet());

        Assert.Empty(read.Diagnostic!.Errors.Concat(read.Diagnostic.Warnings).Concat(broken).Select(e => $"{e.Pointer}: {e.Message}"));
        var operations = document.Paths.SelectMany(p => p.Value.Operations!).ToList();
        Assert.Equal(operations.Count, operations.Select(o => o.Value.OperationId).Distinct(StringComparer.Ordinal).Count());
        Assert.All(document.Paths, p => Assert.Equal(
            p.Key.Split('{').Skip(1).Select(n => n.Split('}')[0]).Order(),
            (p.Value.Parameters ?? []).Where(q => q.In == ParameterLocation.Path).Select(q => q.Name!).Order()));
        foreach (var address in new[] { "/api/data/boats/export", "/api/data/boats/{id}/shares/{share}", "/api/data/boats/trash/{id}", "/api/data/changes/{changeSet}/undo", "/api/metadata/draft/publish", "/api/admin/webhooks/{id}/replay" })
            Assert.Contains(address, document.Paths.Keys);
    }

    /// <summary>Fills what stands in braces: with something that is there, where the address is of something the test made.</summary>
    private async Task<Func<string, string>> ValuesAsync()
    {
        var boat = await _client.CreateAsync("boats", new() { ["name"] = "Described" });
        var harbour = await _client.CreateAsync("harbours", new() { ["name"] = "Described" });
        var user = (string)(await _client.GetJsonAsync("/api/data/users?$top=1"))["value"]![0]!["id"]!;
        var hook = await MakeAsync("/api/admin/webhooks", new JsonObject { ["name"] = "Told", ["url"] = "https://hooks.example.com/x", ["entity"] = "boat", ["events"] = new JsonArray("created") });
        var team = await MakeAsync("/api/admin/teams", new JsonObject { ["name"] = "Described" });
        string Id(string path) => path.Split('/') switch
        {
            [_, _, _, "boats", ..] => boat,
            [_, _, _, "harbours", ..] => harbour,
            [_, _, _, "users", ..] => user,
            [_, _, "admin", "webhooks", ..] => hook,
            [_, _, _, "teams", ..] => team,
            _ => Guid.CreateVersion7().ToString(),
        };
        return path => path.Replace("{id}", Id(path), StringComparison.Ordinal).Replace("{kinds}", "entities", StringComparison.Ordinal).Replace("{name}", "boat", StringComparison.Ordinal).Replace("{field}", "sign", StringComparison.Ordinal).Replace("{delivery}", "1", StringComparison.Ordinal);
    }

    private async Task<string> MakeAsync(string path, JsonObject body)
    {
        var (status, made) = await _client.SendJsonAsync(HttpMethod.Post, path, body);
        Assert.Equal(HttpStatusCode.Created, status);
        return (string)made!["id"]!;
    }

    private static async Task<IEnumerable<string>> FaultsAsync(JsonNode document, DescribedShape shape, JsonNode? described, HttpResponseMessage answer, string at)
    {
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var type = answer.Content.Headers.ContentType?.MediaType ?? "";
        if (described is null)
        {
            described = document["components"]!["responses"]!["Problem"];
            if (answer.StatusCode != HttpStatusCode.NotFound)
                return [$"{at} is not described: {text}"];
        }
        else if (described["$ref"] is { } reference)
        {
            described = document["components"]!["responses"]![((string)reference!).Split('/')[^1]];
        }
        if (described!["content"]?.AsObject().FirstOrDefault(c => c.Key == type || c.Key == "*/*").Value is not { } content)
            return [$"{at} answers with {type}"];
        return type.Contains("json", StringComparison.Ordinal) && text.Length > 0 ? shape.Faults(content["schema"], JsonNode.Parse(text), at) : [];
    }
}
