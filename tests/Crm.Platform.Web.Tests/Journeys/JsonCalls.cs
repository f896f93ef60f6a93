using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Crm.Platform.Web.Tests.Journeys;

/// <summary>JSON in, JSON out.</summary>
internal static class JsonCalls
{
    public static async Task<(HttpStatusCode Status, JsonNode? Body)> SendJsonAsync(this HttpClient client, HttpMethod method, string path, JsonNode? body = null, string? tag = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = body is null ? null : JsonContent.Create(body) };
        if (tag is not null)
            request.Headers.TryAddWithoutValidation("If-Match", tag);
        using var answer = await client.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return (answer.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text));
    }

    public static async Task<JsonNode> GetJsonAsync(this HttpClient client, string path)
    {
        var (status, body) = await client.SendJsonAsync(HttpMethod.Get, path);
        Assert.Equal(HttpStatusCode.OK, status);
        return body!;
    }

    /// <returns>The id of the record.</returns>
    public static async Task<string> CreateAsync(this HttpClient client, string set, JsonObject values)
    {
        var (status, body) = await client.SendJsonAsync(HttpMethod.Post, $"/api/data/{set}", values);
        Assert.True(status == HttpStatusCode.Created, body?.ToJsonString());
        return (string)body!["id"]!;
    }

    public static IEnumerable<string> Names(this JsonNode list) => list["value"]!.AsArray().Select(r => (string)r!["name"]!);
}
