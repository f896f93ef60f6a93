using System.Text.Json.Nodes;
using Crm.Platform.Metadata.Snapshots;
using Crm.Testing.Databases;
using Crm.Testing.Platforms;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Platform.Web.Tests.Journeys;

/// <summary>Two hosts on one PostgreSQL database.</summary>
public sealed class TwoNodeTests
{
    private static readonly TimeSpan Promised = TimeSpan.FromSeconds(2);

    [Fact]
    public async Task Publish_IsInForceOnTheOtherNode_WithinTwoSeconds()
    {
        await using var database = await TestDatabases.PostgreSql();
        await using var first = TestHost.On(database);
        await using var second = TestHost.On(database);
        using var here = await first.SignInAsync();
        using var there = await second.SignInAsync();
        var arrived = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        second.Services.GetRequiredService<IMetadata>().Changed += snapshot => arrived.TrySetResult(snapshot.Version);

        await PublishAsync(here, """{ "name": "raft", "plural": "rafts", "title": "Raft", "type": "object", "properties": { "name": { "type": "string" } } }""");
        await arrived.Task.WaitAsync(Promised, TestContext.Current.CancellationToken);

        await there.CreateAsync("rafts", new() { ["name"] = "Made there" });
        Assert.Equal(["Made there"], (await here.GetJsonAsync("/api/data/rafts")).Names());
    }

    [Fact]
    public async Task Plan_Is409OnTheOtherNode_OnceSomebodyPublishedHere()
    {
        await using var database = await TestDatabases.PostgreSql();
        await using var first = TestHost.On(database);
        await using var second = TestHost.On(database);
        using var here = await first.SignInAsync();
        using var there = await second.SignInAsync();
        await DraftAsync(there, """{ "name": "raft", "type": "object", "properties": { "name": { "type": "string" } } }""");
        var (_, plan) = await there.SendJsonAsync(HttpMethod.Post, "/api/metadata/draft/plan", new JsonObject());
        await PublishAsync(here, """{ "name": "raft", "type": "object", "properties": { "name": { "type": "integer" } } }""");
        await DraftAsync(there, """{ "name": "raft", "type": "object", "properties": { "name": { "type": "string" } } }""");

        var (status, problem) = await there.SendJsonAsync(HttpMethod.Post, "/api/metadata/draft/publish", new JsonObject { ["planId"] = plan!["planId"]!.DeepClone() });

        Assert.Equal((409, "metadata.plan.stale"), ((int)status, (string?)problem!["code"]));
    }

    [Fact]
    public async Task Nodes_StartTogether_OnAnEmptyDatabase()
    {
        await using var database = await TestDatabases.PostgreSql();
        await using var first = TestHost.On(database);
        await using var second = TestHost.On(database);

        var clients = await Task.WhenAll(Task.Run(() => first.SignInAsync()), Task.Run(() => second.SignInAsync()));

        foreach (var client in clients)
            Assert.Equal(1, (int)(await client.GetJsonAsync("/api/metadata/versions"))["value"]!.AsArray().Single()!["version"]!);
    }

    private static async Task DraftAsync(HttpClient client, string entity) =>
        await client.SendJsonAsync(HttpMethod.Post, "/api/metadata/draft/import", new JsonObject { ["definitions"] = new JsonArray(new JsonObject { ["kind"] = "entity", ["definition"] = JsonNode.Parse(entity) }) });

    private static async Task PublishAsync(HttpClient client, string entity)
    {
        await DraftAsync(client, entity);
        var (status, body) = await client.SendJsonAsync(HttpMethod.Post, "/api/metadata/draft/publish", new JsonObject());
        Assert.True((int)status == 200, body?.ToJsonString());
    }
}
