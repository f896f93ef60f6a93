using System.Text.Json.Nodes;
using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Publishing;
using Crm.Platform.Records.Writing;
using Crm.Testing.Databases;
using Crm.Testing.Platforms;

namespace Crm.Platform.Storage.Tests.Publishing;

public abstract class PublisherContract(Func<Task<TestDatabase>> database)
{
    private const string Visit = """
        { "name": "visit", "plural": "visits", "title": "Visit", "type": "object", "required": ["subject"],
          "properties": {
            "subject": { "type": "string", "maxLength": 80, "title": "Subject" },
            "amount": { "type": "number", "title": "Amount", "x-crm": { "kind": "money", "currency": "EUR", "scale": 2 } },
            "order": { "type": "integer", "title": "Order" } } }
        """;

    [Fact]
    public async Task Publish_MakesADefinitionUsable()
    {
        await using var platform = await StartedAsync();
        var publisher = platform.Get<IPublisher>();

        var draft = await publisher.ImportAsync([Entity(Visit)], Caller.Platform, CancellationToken.None);
        var published = await publisher.PublishAsync(null, [], "visits", Caller.Platform, CancellationToken.None);

        Assert.Equal([new DraftChange("entity", "visit", "added")], draft.Value.Changes);
        Assert.Equal("add_entity", Assert.Single(published.Value.Operations).Kind);
        Assert.Contains("CREATE TABLE", published.Value.Operations[0].Ddl[0], StringComparison.Ordinal);
        var made = await platform.Writer.CreateAsync("visit", new RecordInput().Set("subject", "A").Set("amount", 12.5m), Caller.Platform, CancellationToken.None);
        Assert.True(made.IsSuccess);
        Assert.Empty((await publisher.DraftAsync(Caller.Platform, CancellationToken.None)).Value.Changes);
    }

    [Fact]
    public async Task Publish_NeedsALossAccepted_AndKeepsTheColumn()
    {
        await using var platform = await StartedAsync(Visit);
        var publisher = platform.Get<IPublisher>();
        await platform.Writer.CreateAsync("visit", new RecordInput().Set("subject", "A").Set("order", 4L), Caller.Platform, CancellationToken.None);
        var patch = JsonNode.Parse("""{ "properties": { "order": null } }""")!.AsObject();
        await publisher.PatchAsync("entity", "visit", patch, Caller.Platform, CancellationToken.None);

        var refused = await publisher.PublishAsync(null, [], null, Caller.Platform, CancellationToken.None);
        var plan = (await publisher.PlanAsync(Caller.Platform, CancellationToken.None)).Value;
        var accepted = await publisher.PublishAsync(plan.PlanId, [.. plan.Losses.Select(l => l.Id)], null, Caller.Platform, CancellationToken.None);

        Assert.Equal("field:visit.order", Assert.Single(Assert.IsType<Invalid>(refused.Failure).Problems).Path);
        Assert.Equal(("remove_field", "order", 1L), (plan.Operations[0].Kind, plan.Operations[0].Field, plan.Operations[0].Rows));
        Assert.Equal(3, accepted.Value.Version);
        Assert.Null(platform.Snapshot.Entity("visit")!.Field("order"));
    }

    [Fact]
    public async Task Publish_IsAConflict_WhenTheDraftMovedSinceThePlan()
    {
        await using var platform = await StartedAsync();
        var publisher = platform.Get<IPublisher>();
        await publisher.ImportAsync([Entity(Visit)], Caller.Platform, CancellationToken.None);
        var plan = (await publisher.PlanAsync(Caller.Platform, CancellationToken.None)).Value;
        await publisher.PatchAsync("entity", "visit", JsonNode.Parse("""{ "title": "Call" }""")!.AsObject(), Caller.Platform, CancellationToken.None);

        var published = await publisher.PublishAsync(plan.PlanId, [], null, Caller.Platform, CancellationToken.None);

        Assert.IsType<Conflict>(published.Failure);
        Assert.Null(platform.Snapshot.Entity("visit"));
    }

    [Fact]
    public async Task Publish_RefusesAnotherStorage_AndSaysWhatToDo()
    {
        await using var platform = await StartedAsync(Visit);
        var publisher = platform.Get<IPublisher>();
        await publisher.PatchAsync("entity", "visit", JsonNode.Parse("""{ "properties": { "order": { "type": "string", "format": "date" } } }""")!.AsObject(), Caller.Platform, CancellationToken.None);

        var plan = await publisher.PlanAsync(Caller.Platform, CancellationToken.None);

        var problem = Assert.Single(Assert.IsType<Invalid>(plan.Failure).Problems);
        Assert.Equal(("visit.properties.order.type", "publish.storage_type"), (problem.Path, problem.Code));
    }

    [Fact]
    public async Task Import_TakesAllOrNothing_AndNamesEveryProblemByItsPlace()
    {
        await using var platform = await StartedAsync();
        var publisher = platform.Get<IPublisher>();
        var wrong = JsonNode.Parse("""{ "name": "site", "type": "object", "properties": { "a": { "type": "nonsense" } } }""")!.AsObject();

        var imported = await publisher.ImportAsync([Entity(Visit), new StoredDefinition("entity", "site", wrong)], Caller.Platform, CancellationToken.None);

        Assert.All(Assert.IsType<Invalid>(imported.Failure).Problems, p => Assert.StartsWith("definitions[1].definition.properties.a", p.Path, StringComparison.Ordinal));
        Assert.Empty((await publisher.DraftAsync(Caller.Platform, CancellationToken.None)).Value.Changes);
    }

    [Fact]
    public async Task Restore_MakesAnEarlierVersionTheDraft()
    {
        await using var platform = await StartedAsync(Visit);
        var publisher = platform.Get<IPublisher>();
        await publisher.PatchAsync("entity", "visit", JsonNode.Parse("""{ "title": "Call" }""")!.AsObject(), Caller.Platform, CancellationToken.None);
        await publisher.PublishAsync(null, [], null, Caller.Platform, CancellationToken.None);

        await publisher.RestoreAsync(2, Caller.Platform, CancellationToken.None);
        await publisher.PublishAsync(null, [], "back", Caller.Platform, CancellationToken.None);

        Assert.Equal("Visit", platform.Snapshot.Entity("visit")!.Title);
        Assert.Equal([4, 3, 2, 1], (await publisher.VersionsAsync(Caller.Platform, CancellationToken.None)).Value.Select(v => v.Version));
    }

    [Fact]
    public async Task Everything_IsForbidden_WithoutTheRightToCustomize()
    {
        await using var platform = await StartedAsync(Visit);
        var reader = new Caller(Guid.CreateVersion7(), CallerRights.Read | CallerRights.Write);

        Assert.IsType<Forbidden>((await platform.Get<IPublisher>().PlanAsync(reader, CancellationToken.None)).Failure);
        Assert.IsType<Forbidden>((await platform.Get<IPublisher>().ImportAsync([Entity(Visit)], reader, CancellationToken.None)).Failure);
    }

    [Fact]
    public async Task Start_GoesOnWithoutAWrongFile_AndNamesIt()
    {
        using var folder = new TemporaryFolder();
        Write(folder, "sales/entities/visit.json", Visit);
        Write(folder, "sales/entities/broken.json", """{ "name": "broken", "type": "object", "properties": { "a": { "type": 7 } } }""");
        Write(folder, "sales/entities/torn.json", "{ \"name\": ");

        await using var platform = await TestPlatform.StartShippedAsync(folder.Path, database);

        Assert.NotNull(platform.Snapshot.Entity("visit"));
        var problems = platform.Get<IDefinitionStart>().Problems;
        Assert.Contains(problems, p => p.Name == "broken" && p.Problem.Path == "properties.a.type");
        Assert.Contains(problems, p => p.File == "sales/entities/torn.json");
    }

    [Fact]
    public async Task Start_TakesOverNewShippedFiles_ButNotTheLossOfOne()
    {
        using var folder = new TemporaryFolder();
        Write(folder, "sales/entities/visit.json", Visit);
        await using var platform = await TestPlatform.StartShippedAsync(folder.Path, database);

        Write(folder, "sales/entities/site.json", Visit.Replace("visit", "site", StringComparison.Ordinal));
        await platform.Get<IDefinitionStart>().StartAsync(folder.Path, CancellationToken.None);
        Assert.Equal(2, platform.Snapshot.Version);
        Assert.Empty(platform.Get<IDefinitionStart>().Problems);

        File.Delete(Path.Combine(folder.Path, "sales/entities/visit.json"));
        await platform.Get<IDefinitionStart>().StartAsync(folder.Path, CancellationToken.None);
        Assert.Equal(2, platform.Snapshot.Version);
        Assert.Equal("metadata.upgrade.waits", Assert.Single(platform.Get<IDefinitionStart>().Problems).Problem.Code);
    }

    [Fact]
    public async Task Start_KeepsCustomisations_WhenShippedFilesChange()
    {
        using var folder = new TemporaryFolder();
        Write(folder, "sales/entities/visit.json", Visit);
        await using var platform = await TestPlatform.StartShippedAsync(folder.Path, database);
        var publisher = platform.Get<IPublisher>();
        await publisher.PatchAsync("entity", "visit", JsonNode.Parse("""{ "title": "Call", "properties": { "mine": { "type": "string" } } }""")!.AsObject(), Caller.Platform, CancellationToken.None);
        await publisher.PublishAsync(null, [], null, Caller.Platform, CancellationToken.None);

        Write(folder, "sales/entities/visit.json", Visit.Replace("\"order\":", "\"position\": { \"type\": \"integer\" }, \"order\":", StringComparison.Ordinal));
        await platform.Get<IDefinitionStart>().StartAsync(folder.Path, CancellationToken.None);

        var visit = platform.Snapshot.Entity("visit")!;
        Assert.Equal("Call", visit.Title);
        Assert.NotNull(visit.Field("mine"));
        Assert.NotNull(visit.Field("position"));
    }

    [Fact]
    public async Task Start_LeavesHistoryAsItWas_WhenShippedFilesChange()
    {
        using var folder = new TemporaryFolder();
        Write(folder, "sales/entities/visit.json", Visit);
        await using var platform = await TestPlatform.StartShippedAsync(folder.Path, database);
        var before = await DefinitionAsync(platform, 1);

        Write(folder, "sales/entities/visit.json", Visit.Replace("\"Visit\"", "\"Call\"", StringComparison.Ordinal));
        await platform.Get<IDefinitionStart>().StartAsync(folder.Path, CancellationToken.None);

        Assert.Equal("Call", (string?)(await DefinitionAsync(platform, 2))["title"]);
        Assert.Equal(before.ToJsonString(), (await DefinitionAsync(platform, 1)).ToJsonString());
        var layers = (await platform.Get<IPublisher>().LayersAsync("entity", "visit", 1, Caller.Platform, CancellationToken.None)).Value;
        Assert.Equal(("Visit", "platform"), ((string?)layers.Definition["title"], layers.Origins["title"]));
    }

    [Fact]
    public async Task Start_LaysPluginsBetweenPlatformAndAdmins()
    {
        using var folder = new TemporaryFolder();
        Write(folder, "platform/sales/entities/visit.json", Visit);
        Write(folder, "loyalty/sales/entities/visit.json", """{ "name": "visit", "title": "Touch", "properties": { "points": { "type": "integer", "title": "Points" }, "subject": { "maxLength": 90 } } }""");
        Write(folder, "scores/sales/entities/visit.json", """{ "name": "visit", "properties": { "points": { "title": "Score" } } }""");
        await using var platform = await TestPlatform.StartShippedAsync(Path.Combine(folder.Path, "platform"), database, [("loyalty", Path.Combine(folder.Path, "loyalty")), ("scores", Path.Combine(folder.Path, "scores"))]);
        await platform.PatchAsync("visit", "{'title':'Call'}");
        await platform.PublishDraftAsync();

        var layers = (await platform.Get<IPublisher>().LayersAsync("entity", "visit", null, Caller.Platform, CancellationToken.None)).Value;

        Assert.Equal(["platform", "loyalty", "scores", "customisation"], layers.Layers);
        Assert.Equal(("customisation", "Touch"), (layers.Origins["title"], (string?)layers.Below["title"]));
        Assert.Equal(("scores", "Points"), (layers.Origins["properties.points.title"], (string?)layers.Below["properties.points.title"]));
        Assert.Equal(90, platform.Snapshot.Entity("visit")!.Field("subject")!.MaxLength);
        Assert.Equal("Score", platform.Snapshot.Entity("visit")!.Field("points")!.Title);
    }

    [Fact]
    public async Task Start_CarriesAShippedRenameOut_AndKeepsTheAdminsChange()
    {
        using var folder = new TemporaryFolder();
        Write(folder, "sales/entities/visit.json", Visit);
        await using var platform = await TestPlatform.StartShippedAsync(folder.Path, database);
        var id = await platform.AddAsync("visit", ("subject", "A"), ("order", 4L));
        await platform.PatchAsync("visit", "{'properties':{'order':{'title':'Rank'}}}");
        await platform.PublishDraftAsync();

        Write(folder, "sales/entities/visit.json", Visit.Replace("\"order\": { \"type\": \"integer\",", "\"position\": { \"type\": \"integer\", \"x-crm\": { \"renamedFrom\": \"order\" },", StringComparison.Ordinal));
        await platform.Get<IDefinitionStart>().StartAsync(folder.Path, CancellationToken.None);
        await platform.Get<IDefinitionStart>().StartAsync(folder.Path, CancellationToken.None);

        Assert.Empty(platform.Get<IDefinitionStart>().Problems);
        Assert.Equal(3, platform.Snapshot.Version);
        Assert.Equal("Rank", platform.Snapshot.Entity("visit")!.Field("position")!.Title);
        Assert.Equal(4L, (await platform.ReadAsync("visit", id))["position"]);
    }

    private static async Task<JsonObject> DefinitionAsync(TestPlatform platform, int version) =>
        (await platform.Get<IPublisher>().DefinitionsAsync("entity", version, Caller.Platform, CancellationToken.None)).Value.Single(d => d.Name == "visit").Json;

    private async Task<TestPlatform> StartedAsync(string? entity = null)
    {
        using var empty = new TemporaryFolder();
        Write(empty, "core/entities/note.json", """{ "name": "note", "type": "object", "properties": { "title": { "type": "string" } } }""");
        var platform = await TestPlatform.StartShippedAsync(empty.Path, database);
        if (entity is not null)
        {
            await platform.Get<IPublisher>().ImportAsync([Entity(entity)], Caller.Platform, CancellationToken.None);
            await platform.Get<IPublisher>().PublishAsync(null, [], null, Caller.Platform, CancellationToken.None);
        }
        return platform;
    }

    private static StoredDefinition Entity(string json)
    {
        var parsed = JsonNode.Parse(json)!.AsObject();
        return new StoredDefinition("entity", (string)parsed["name"]!, parsed);
    }

    private static void Write(TemporaryFolder folder, string path, string text)
    {
        var file = Path.Combine(folder.Path, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}

public sealed class SqlitePublisherTests() : PublisherContract(TestDatabases.Sqlite);

public sealed class PostgreSqlPublisherTests() : PublisherContract(TestDatabases.PostgreSql);
