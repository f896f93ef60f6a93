using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Crm.Testing.Hosting;

/// <summary>A program that calls the API of a running host.</summary>
public sealed class HostClient : IDisposable
{
    private readonly HttpClient _http;

    private HostClient(Uri address) => _http = new HttpClient { BaseAddress = address };

    /// <summary>Nobody: carries no token.</summary>
    public static HostClient Stranger(HostProcess host) => new(host.Address);

    /// <summary>The client of <see cref="HostSettings.Unattended"/>, by client_credentials.</summary>
    public static async Task<HostClient> SignInAsync(HostProcess host)
    {
        var client = new HostClient(host.Address);
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = HostSettings.ClientId,
            ["client_secret"] = HostSettings.ClientSecret,
        });
        using var answer = await client._http.PostAsync(new Uri("connect/token", UriKind.Relative), form);
        var token = (await ReadAsync(answer))["access_token"]!.GetValue<string>();
        client._http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, JsonNode? body = null) =>
        _http.SendAsync(new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = body is null ? null : JsonContent.Create(body) });

    public async Task<JsonNode> GetAsync(string path) => await ReadAsync(await SendAsync(HttpMethod.Get, path));

    public async Task<JsonNode> PostAsync(string path, JsonNode body) => await ReadAsync(await SendAsync(HttpMethod.Post, path, body));

    public async Task<JsonNode> PatchAsync(string path, JsonNode body) => await ReadAsync(await SendAsync(HttpMethod.Patch, path, body));

    /// <summary>The token itself, for requests built by hand.</summary>
    public string Token => _http.DefaultRequestHeaders.Authorization!.Parameter!;

    public void Dispose() => _http.Dispose();

    private static async Task<JsonNode> ReadAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode
            ? JsonNode.Parse(text)!
            : throw new InvalidOperationException($"{answer.RequestMessage?.RequestUri?.AbsolutePath} answered {(int)answer.StatusCode}: {text}");
    }
}
