using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Crm.Testing.Databases;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Data.Sqlite;

namespace Crm.Testing.Platforms;

/// <summary>The very host people run, in memory, on a data directory of its own, with an administrator and a service client.</summary>
public sealed class TestHost : WebApplicationFactory<Program>
{
    public const string AdminEmail = "ada@example.com";
    public const string ClientId = "service";
    public const string Password = "Correct-Horse-9-Battery";

    private readonly TemporaryFolder _folder = new();

    /// <summary>On that database, which must outlast the host. Several hosts on one are several nodes.</summary>
    public static TestHost On(TestDatabase database)
    {
        ArgumentNullException.ThrowIfNull(database);
        return new TestHost { Settings = new(database.Settings) };
    }

    /// <summary>Settings besides those it needs. Set them before the first client.</summary>
    public Dictionary<string, string> Settings { get; init; } = [];

    /// <summary>A client that carries a token of the service client, cut to <paramref name="scope"/> when given.</summary>
    public async Task<HttpClient> SignInAsync(string? scope = null)
    {
        var client = CreateClient();
        var form = new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["client_id"] = ClientId, ["client_secret"] = Password };
        if (scope is not null)
            form["scope"] = scope;
        using var content = new FormUrlEncodedContent(form);
        using var answer = await client.PostAsync(new Uri("/connect/token", UriKind.Relative), content);
        var token = await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonObject>();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (string)token!["access_token"]!);
        return client;
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder) => Settings.Aggregate(builder, (built, setting) => built.UseSetting(setting.Key, setting.Value))
        .UseSetting("Crm:DataDirectory", _folder.Path)
        .UseSetting("Crm:Setup:AdminEmail", AdminEmail).UseSetting("Crm:Setup:AdminPassword", Password)
        .UseSetting("Crm:Setup:ClientId", ClientId).UseSetting("Crm:Setup:ClientSecret", Password);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }
}
