using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Crm.Platform.Storage.Events;
using Crm.Platform.Web.Tests.Journeys;
using Crm.Testing.Databases;
using Crm.Testing.Hosting;
using Crm.Testing.Platforms;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Platform.Web.Tests.Webhooks;

/// <summary>What a webhook made by a service client sends: what the client may read when it is sent.</summary>
public abstract class CreatorContract(Func<Task<TestDatabase>> make)
{
    private const string Roles = """{ "definitions": [{ "kind": "role", "definition": { "name": "narrow", "title": "Narrow", "entities": { "account": { "read": true, "fields": { "website": "hidden" } } } } }] }""";

    // The same secret as the client of the host.
    private const string Another = """
        INSERT INTO "OpenIddictApplications" ("Id", "ClientId", "ClientSecret", "ClientType", "DisplayName", "Permissions", "Properties")
        SELECT 'another', 'another', "ClientSecret", "ClientType", 'another', "Permissions", "Properties" FROM "OpenIddictApplications" WHERE "ClientId" = 'service'
        """;

    [Fact]
    public async Task Webhook_LeavesOut_WhatItsClientMayNotSeeAnyMore()
    {
        await using var database = await make();
        await using var host = Host(database);
        await using var receiver = await WebhookReceiver.StartAsync();
        using var client = await host.SignInAsync();
        await client.SendJsonAsync(HttpMethod.Post, "/api/metadata/draft/import", JsonNode.Parse(Roles));
        await client.SendJsonAsync(HttpMethod.Post, "/api/metadata/draft/publish", new JsonObject());
        await WebhookOfAnotherAsync(host, receiver);
        await RunAsync(host, """UPDATE "OpenIddictApplications" SET "Properties" = '{{"crm_roles":["narrow"]}}' WHERE "ClientId" = 'another'""");

        await AccountAsync(client);

        var changes = JsonNode.Parse((await receiver.NextAsync()).Body)!["data"]!["changes"]!.AsObject();
        Assert.Equal((true, false), (changes.ContainsKey("name"), changes.ContainsKey("website")));
    }

    [Theory]
    [InlineData("""DELETE FROM "OpenIddictTokens" WHERE "ApplicationId" = 'another'""", """DELETE FROM "OpenIddictApplications" WHERE "ClientId" = 'another'""")]
    [InlineData("""UPDATE "OpenIddictApplications" SET "Permissions" = NULL WHERE "ClientId" = 'another'""")]
    [InlineData("""UPDATE "OpenIddictApplications" SET "Properties" = NULL WHERE "ClientId" = 'another'""")]
    public async Task Webhook_IsTurnedOff_WhenItsClientMayReadNothingAnyMore(params string[] statements)
    {
        await using var database = await make();
        await using var host = Host(database);
        await using var receiver = await WebhookReceiver.StartAsync();
        using var client = await host.SignInAsync();
        var webhook = await WebhookOfAnotherAsync(host, receiver);
        foreach (var statement in statements)
            await RunAsync(host, statement);

        await AccountAsync(client);

        Assert.Contains("may not read", await OffReasonAsync(client, webhook), StringComparison.Ordinal);
        Assert.Equal(0, receiver.Waiting);
    }

    private static TestHost Host(TestDatabase database)
    {
        var host = TestHost.On(database);
        host.Settings["Crm:Webhooks:AllowPrivateNetworks"] = "true";
        host.Settings["Crm:Outbox:PollEvery"] = "00:00:00.050";
        return host;
    }

    private static async Task<string> WebhookOfAnotherAsync(TestHost host, WebhookReceiver receiver)
    {
        await RunAsync(host, Another);
        using var another = host.CreateClient();
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["client_id"] = "another", ["client_secret"] = TestHost.Password });
        using var granted = await another.PostAsync(new Uri("/connect/token", UriKind.Relative), form);
        another.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (string)(await granted.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonObject>())!["access_token"]!);
        var (_, made) = await another.SendJsonAsync(HttpMethod.Post, "/api/admin/webhooks", new JsonObject { ["name"] = "Test", ["url"] = receiver.Address.ToString(), ["entity"] = "account" });
        return (string)made!["id"]!;
    }

    private static Task<string> AccountAsync(HttpClient client) => client.CreateAsync("accounts", new JsonObject { ["name"] = "Oslo Works", ["website"] = "https://example.com" });

    private static async Task RunAsync(TestHost host, string statement)
    {
        await using var context = await host.Services.GetRequiredService<IDbContextFactory<EventContext>>().CreateDbContextAsync();
        Assert.NotEqual(-1, await context.Database.ExecuteSqlRawAsync(statement));
    }

    private static async Task<string> OffReasonAsync(HttpClient client, string webhook)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            var answer = (await client.GetFromJsonAsync<JsonObject>(new Uri($"/api/admin/webhooks/{webhook}", UriKind.Relative), limit.Token))!;
            if ((string?)answer["offReason"] is { } reason)
                return reason;
        }
    }
}

public sealed class SqliteCreatorTests() : CreatorContract(TestDatabases.Sqlite);

public sealed class PostgreSqlCreatorTests() : CreatorContract(TestDatabases.PostgreSql);
