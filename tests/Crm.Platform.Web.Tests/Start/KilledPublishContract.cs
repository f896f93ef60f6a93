using System.Diagnostics;
using System.Text.Json.Nodes;
using Crm.Testing.Databases;
using Crm.Testing.Hosting;
using Crm.Testing.Platforms;

namespace Crm.Platform.Web.Tests.Start;

/// <summary>A host that is killed while it publishes comes back with the old version or the new one, whole, on every make of database.</summary>
public abstract class KilledPublishContract(Func<Task<TestDatabase>> make, ITestOutputHelper output) : IAsyncLifetime
{
    private const int Kills = 6;
    private const int Boats = 40;

    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, string> _settings = HostSettings.Unattended;
    private TestDatabase? _database;

    public async ValueTask InitializeAsync()
    {
        _database = await make();
        foreach (var (key, value) in _database.Settings)
            _settings[key.Replace(":", "__", StringComparison.Ordinal)] = value;
    }

    public async ValueTask DisposeAsync()
    {
        if (_database is not null)
            await _database.DisposeAsync();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Publish_IsDoneOrNotDone_WhereverTheProcessIsKilled()
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var whole = await SetUpAsync();
        for (var kill = 0; kill < Kills; kill++)
            await KillAsync(kill, TimeSpan.FromMilliseconds(whole.TotalMilliseconds * (kill + random.NextDouble()) / Kills));
    }

    /// <summary>Changes text to numbers and back, renames a field and adds one: much that could be half done.</summary>
    private async Task KillAsync(int round, TimeSpan after)
    {
        int before;
        await using (var host = await HostProcess.StartAsync(_folder.Path, _settings))
        {
            using var client = await HostClient.SignInAsync(host);
            before = await VersionAsync(client);
            await client.SendAsync(HttpMethod.Delete, "api/metadata/draft");
            await DraftAsync(client, before + 1, from: before);
            var publish = client.SendAsync(HttpMethod.Post, "api/metadata/draft/publish", new JsonObject { ["planId"] = (await client.PostAsync("api/metadata/draft/plan", new JsonObject()))["planId"]!.DeepClone() });
            await Task.WhenAny(publish, Task.Delay(after));
        }

        await using var next = await HostProcess.StartAsync(_folder.Path, _settings);
        using var reader = await HostClient.SignInAsync(next);
        var version = await VersionAsync(reader);
        output.WriteLine($"round {round}: killed after {after.TotalMilliseconds:0} ms, version {before} -> {version}");
        Assert.InRange(version, before, before + 1);
        await AssertWholeAsync(reader, version);
        Assert.Equal(0, await next.StopAsync());
    }

    private async Task<TimeSpan> SetUpAsync()
    {
        await using var host = await HostProcess.StartAsync(_folder.Path, _settings);
        using var client = await HostClient.SignInAsync(host);
        await DraftAsync(client, 2, from: null);
        await client.PostAsync("api/metadata/draft/publish", new JsonObject());
        for (var i = 0; i < Boats; i++)
            await client.PostAsync("api/data/boats", new JsonObject { ["name_2"] = $"boat {i}", ["length"] = i });
        await DraftAsync(client, 3, from: 2);
        var started = Stopwatch.GetTimestamp();
        await client.PostAsync("api/metadata/draft/publish", new JsonObject());
        var whole = Stopwatch.GetElapsedTime(started);
        await AssertWholeAsync(client, 3);
        Assert.Equal(0, await host.StopAsync());
        return whole;
    }

    private static async Task DraftAsync(HostClient client, int version, int? from)
    {
        var name = new JsonObject { ["type"] = "string", ["x-crm"] = new JsonObject { ["unique"] = true } };
        if (from is not null)
            name["x-crm"]!["renamedFrom"] = $"name_{from}";
        var properties = new JsonObject { [$"name_{version}"] = name, ["length"] = new JsonObject { ["type"] = version % 2 == 0 ? "integer" : "string" } };
        for (var i = 2; i < version; i++)
            properties[$"added_{i}"] = new JsonObject { ["type"] = "boolean", ["default"] = true };
        var boat = new JsonObject { ["name"] = "boat", ["type"] = "object", ["properties"] = properties, ["required"] = new JsonArray([.. Enumerable.Range(2, version - 2).Select(i => (JsonNode)$"added_{i}")]) };
        await client.PostAsync("api/metadata/draft/import", new JsonObject { ["definitions"] = new JsonArray(new JsonObject { ["kind"] = "entity", ["definition"] = boat }) });
    }

    /// <summary>Definition, table and values are all of one version.</summary>
    private static async Task AssertWholeAsync(HostClient client, int version)
    {
        var definition = await client.GetAsync("api/metadata/entities/boat");
        var boats = (await client.GetAsync($"api/data/boats?$orderby=name_{version}&$top={Boats + 1}"))["value"]!.AsArray();

        Assert.NotNull(definition["properties"]![$"name_{version}"]);
        Assert.Equal(Enumerable.Range(0, Boats).Select(i => $"boat {i}").Order(StringComparer.Ordinal), boats.Select(b => (string)b![$"name_{version}"]!));
        Assert.All(boats, b => Assert.Equal(((string)b![$"name_{version}"]!)["boat ".Length..], b["length"]!.ToString()));
        Assert.All(boats, b => Assert.All(Enumerable.Range(2, version - 2), i => Assert.True((bool)b![$"added_{i}"]!)));
        var created = await client.PostAsync("api/data/boats", new JsonObject { [$"name_{version}"] = "one more" });
        await client.SendAsync(HttpMethod.Delete, $"api/data/boats/{created["id"]}");
    }

    private static async Task<int> VersionAsync(HostClient client) => (int)(await client.GetAsync("api/metadata/versions"))["value"]![0]!["version"]!;
}

public sealed class SqliteKilledPublishTests(ITestOutputHelper output) : KilledPublishContract(TestDatabases.Sqlite, output);

public sealed class PostgreSqlKilledPublishTests(ITestOutputHelper output) : KilledPublishContract(TestDatabases.PostgreSql, output);
