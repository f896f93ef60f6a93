using System.Text.Json.Nodes;
using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Publishing;
using Crm.Platform.Metadata.Snapshots;
using Crm.Platform.Records.Search;
using Crm.Platform.Records.Writing;
using Crm.Platform.Storage.Model;
using Crm.Testing.Databases;
using Crm.Testing.Platforms;
using Microsoft.EntityFrameworkCore;

namespace Crm.Platform.Records.Tests.Search;

public abstract class SearchBuildContract(Func<Task<TestDatabase>> database)
{
    private static readonly FieldDefinition Name = new("name", FieldKinds.Text);
    private static readonly FieldDefinition Body = new("body", FieldKinds.Text);
    private static readonly EntityDefinition Note = new("note", [Name, Body]) { DisplayField = "name" };

    [Fact]
    public async Task AddedField_IsFoundByAtOnce_WithoutIndexingAnew()
    {
        await using var platform = await FilledAsync();

        await platform.PublishAsync(Note with { Fields = [.. Note.Fields, new("more", FieldKinds.Text)] });
        await SearchContract.AddAsync(platform, ("name", "later"), ("more", "news"));

        Assert.Equal((0, 1, 1), (await BuildAsync(platform), await FindAsync(platform, "news"), await FindAsync(platform, "first")));
    }

    [Fact]
    public async Task RemovedField_IsNotFoundBy_AndIsAgainOnceItsReturnIsIndexed()
    {
        await using var platform = await FilledAsync();

        await platform.PublishAsync(Note with { Fields = [Name] });
        var removed = await FindAsync(platform, "words");
        await platform.Writer.UpdateAsync("note", await OnlyAsync(platform), new RecordInput().Set("name", "other"), null, Caller.Platform, CancellationToken.None);
        await platform.PublishAsync(Note);
        var (indexed, restored) = (await BuildAsync(platform), await FindAsync(platform, "words"));

        Assert.Equal((0, 1, 1), (removed, indexed, restored));
    }

    [Fact]
    public async Task RenamedFieldsAndEntities_AreFoundAsBefore()
    {
        await using var platform = await TestPlatform.StartAsync(database);
        await DefineAsync(platform, """{"name": "note", "type": "object", "properties": {"name": {"type": "string"}, "body": {"type": "string"}, "place": {"type": "object", "x-crm": {"kind": "address"}}}}""");
        await SearchContract.AddAsync(platform, ("name", "first"), ("body", "words"), ("place", CompositeValue.Empty.With("city", "Ulm")));

        await DefineAsync(platform, """{"name": "paper", "type": "object", "x-crm": {"renamedFrom": "note"}, "properties": {"title": {"type": "string", "x-crm": {"renamedFrom": "name"}}, "body": {"type": "string"}, "seat": {"type": "object", "x-crm": {"kind": "address", "renamedFrom": "place"}}}}""");

        Assert.Equal((0, 1, 1, 1), (await BuildAsync(platform), await FindAsync(platform, "first", "paper"), await FindAsync(platform, "words", "paper"), await FindAsync(platform, "ulm", "paper")));
    }

    [Fact]
    public async Task FieldTakenOutOfTheSearch_IsNotFoundBy_UntilItIsPutBackAndIndexed()
    {
        await using var platform = await FilledAsync();

        await platform.PublishAsync(Note with { Fields = [Name, Body with { IsSearched = false }] });
        var without = (await FindAsync(platform, "words"), await FindAsync(platform, "first"));
        await platform.PublishAsync(Note with { IsSearched = false });
        var none = await FindAsync(platform, "first");
        await platform.PublishAsync(Note);
        var meanwhile = await FindAsync(platform, "words");
        await BuildAsync(platform);

        Assert.Equal(((0, 1), 0, 0, (1, 1)), (without, none, meanwhile, (await FindAsync(platform, "words"), await FindAsync(platform, "first"))));
    }

    [Fact]
    public async Task Formula_IsFoundByItsNewValues_OnceTheyAreIndexed()
    {
        await using var platform = await FilledAsync();
        FieldDefinition sum = new("sum", FieldKinds.Text) { Formula = "name + 'er'", ReadOnly = true };
        await platform.PublishAsync(Note with { Fields = [Name, Body, sum] });
        await BuildAsync(platform);
        var before = (await FindAsync(platform, "firster"), await FindAsync(platform, "wordsy"));

        await platform.PublishAsync(Note with { Fields = [Name, Body, sum with { Formula = "body + 'y'" }] });
        await BuildAsync(platform);

        Assert.Equal(((1, 0), (0, 1)), (before, (await FindAsync(platform, "firster"), await FindAsync(platform, "wordsy"))));
    }

    [Fact]
    public async Task Build_GoesOnWhereItWas_AndKeepsWhatIsWrittenMeanwhile()
    {
        await using var platform = await TestPlatform.StartAsync(database, Note);
        var many = (SearchBuild.RecordsAtOnce * 2) + 10;
        await platform.Writer.CreateManyAsync("note", [.. Enumerable.Range(0, many).Select(i => new RecordInput().Set("name", $"item n{i}"))], Caller.Platform, CancellationToken.None);
        await ForgetAsync(platform);
        await SearchContract.AddAsync(platform, ("name", "item written meanwhile"));
        var before = await FindAsync(platform, "item");

        Assert.Equal((1, many + 1), (before, await BuildAsync(platform)));
        Assert.Equal((many + 1, 1, 1), (await CountAsync(platform, "item"), await FindAsync(platform, "n0 "), await FindAsync(platform, "meanwhile")));
    }

    [Fact]
    public async Task Start_NotesWhatAnEarlierBuildDidNotIndex()
    {
        await using var platform = await FilledAsync();
        await ForgetAsync(platform, "DELETE FROM crm_search_field");
        await platform.PublishAsync(Note with { Title = "Anew" });

        await platform.Get<IStoredTables>().MendAsync(platform.Snapshot, CancellationToken.None);
        platform.Get<IDefinitionStore>().Activate(new MetadataSnapshot(platform.Snapshot.Version + 1, platform.Snapshot.Entities, [], [], []));

        Assert.Equal((0, 1, 1), (await FindAsync(platform, "first"), await BuildAsync(platform), await FindAsync(platform, "first")));
    }

    private async Task<TestPlatform> FilledAsync()
    {
        var platform = await TestPlatform.StartAsync(database, Note);
        await SearchContract.AddAsync(platform, ("name", "first"), ("body", "words"));
        return platform;
    }

    /// <summary>What a database looks like that has not been indexed.</summary>
    private static async Task ForgetAsync(TestPlatform platform, string more = "INSERT INTO crm_search_build (entity) VALUES ('note')")
    {
        await using var context = platform.Get<IRecordDatabase>().Current.CreateContext();
        await context.Database.ExecuteSqlRawAsync("DELETE FROM crm_search");
        await context.Database.ExecuteSqlRawAsync(more);
    }

    private static async Task DefineAsync(TestPlatform platform, string entity)
    {
        var definition = JsonNode.Parse(entity)!.AsObject();
        var publisher = platform.Get<IPublisher>();
        _ = (await publisher.ImportAsync([new StoredDefinition("entity", (string)definition["name"]!, definition)], Caller.Platform, CancellationToken.None)).Value;
        var plan = (await publisher.PlanAsync(Caller.Platform, CancellationToken.None)).Value;
        _ = (await publisher.PublishAsync(plan.PlanId, [], null, Caller.Platform, CancellationToken.None)).Value;
    }

    private static async Task<Guid> OnlyAsync(TestPlatform platform) =>
        (await platform.Reader.QueryAsync(new Records.Reading.RecordQuery("note"), Caller.Platform, CancellationToken.None)).Value.Rows.Single().Record.Id;

    private static Task<int> BuildAsync(TestPlatform platform) => platform.Get<SearchBuild>().RunAsync(CancellationToken.None);

    private static async Task<long> CountAsync(TestPlatform platform, string search) =>
        (await platform.Reader.CountAsync(new Records.Reading.RecordQuery("note") { Search = search }, Caller.Platform, CancellationToken.None)).Value;

    private static Task<int> FindAsync(TestPlatform platform, string search, string entity = "note") => SearchContract.FindAsync(platform, search, entity);
}

public sealed class SqliteSearchBuildTests() : SearchBuildContract(TestDatabases.Sqlite);

public sealed class PostgreSqlSearchBuildTests() : SearchBuildContract(TestDatabases.PostgreSql);
