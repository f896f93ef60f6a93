using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Publishing;
using Crm.Platform.Metadata.Publishing.Tombstones;
using Crm.Testing.Databases;
using Crm.Testing.Platforms;

namespace Crm.Platform.Storage.Tests.Publishing;

/// <summary>Relations come, go and are renamed like entities, with their links.</summary>
public abstract class RelationPublishContract(Func<Task<TestDatabase>> database)
{
    private const string Tag = "{'name':'tag','title':'Tag','properties':{'name':{'type':'string'}}}";
    private const string Person = "{'name':'person','title':'Person','properties':{'name':{'type':'string'}},'x-crm':{'relations':{'tags':{'manyToMany':'tag','fields':{'weight':{'type':'integer'}}}}}}";

    [Fact]
    public async Task Relation_AddsItsLink()
    {
        await using var platform = await TestPlatform.StartAsync(database);
        await platform.DraftAsync(Tag, Person);

        var plan = await platform.PlanAsync();

        Assert.Equal("add_entity person, add_entity person_tags, add_entity tag", plan.Steps());
        Assert.True((await platform.PublishDraftAsync()).IsSuccess);
        Assert.NotEqual(default, await TieAsync(platform));
    }

    [Fact]
    public async Task Relation_IsAddedByACustomisation_AndChangesNoTableOfItsEnds()
    {
        await using var platform = await TestPlatform.StartAsync(database);
        await platform.DraftAsync(Tag, Person);
        await platform.PublishDraftAsync();
        await platform.PatchAsync("tag", "{'x-crm':{'relations':{'near':{'manyToMany':'tag'}}}}");

        var plan = await platform.PlanAsync();

        Assert.Equal("add_entity tag_near, change_entity tag", plan.Steps());
        Assert.All(plan.Operations.Where(o => o.Entity == "tag"), o => Assert.Empty(o.Ddl));
        Assert.True((await platform.PublishDraftAsync()).IsSuccess);
    }

    [Fact]
    public async Task Links_AreKept_WhenTheRelationAndAFieldOnItAreRenamed()
    {
        await using var platform = await DefinedAsync();
        var link = await TieAsync(platform);
        await platform.PatchAsync("person", "{'x-crm':{'relations':{'tags':null,'labels':{'manyToMany':'tag','renamedFrom':'tags','fields':{'mass':{'type':'integer','x-crm':{'renamedFrom':'weight'}}}}}}}");

        var plan = await platform.PlanAsync();

        Assert.Empty(plan.Losses);
        Assert.Contains("rename_entity person_labels", plan.Steps(), StringComparison.Ordinal);
        Assert.Contains("rename_field person_labels.mass", plan.Steps(), StringComparison.Ordinal);
        Assert.True((await platform.PublishDraftAsync()).IsSuccess);
        Assert.Equal(7L, (await platform.ReadAsync("person_labels", link))["mass"]);
        Assert.DoesNotContain("renamedFrom", (await platform.Get<IPublisher>().DefinitionsAsync("entity", null, Caller.Platform, CancellationToken.None)).Value.Single(d => d.Name == "person").Json.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Links_AreKept_WhenAnEndIsRenamed()
    {
        await using var platform = await DefinedAsync();
        var link = await TieAsync(platform);
        var tag = (Guid)(await platform.ReadAsync("person_tags", link))["tag_id"]!;
        await platform.DraftAsync(Tag.Replace("'name':'tag'", "'name':'mark'", StringComparison.Ordinal).Replace("}}}", "}},'x-crm':{'renamedFrom':'tag'}}", StringComparison.Ordinal));
        await platform.PatchAsync("person", "{'x-crm':{'relations':{'tags':{'manyToMany':'mark'}}}}");

        var plan = await platform.PlanAsync();

        Assert.Equal((0, 0), (plan.Losses.Length, plan.Broken.Length));
        Assert.True((await platform.PublishDraftAsync()).IsSuccess);
        Assert.Equal(tag, (await platform.ReadAsync("person_tags", link))["mark_id"]);
    }

    [Fact]
    public async Task Links_FollowBack_WhenAVersionFromBeforeTheRenameIsRestored()
    {
        await using var platform = await DefinedAsync();
        var link = await TieAsync(platform);
        var version = platform.Snapshot.Version;
        await platform.PatchAsync("person", "{'x-crm':{'relations':{'tags':null,'labels':{'manyToMany':'tag','renamedFrom':'tags','fields':{'weight':{'type':'integer'}}}}}}");
        await platform.PublishDraftAsync();
        await platform.Get<IPublisher>().RestoreAsync(version, Caller.Platform, CancellationToken.None);

        var plan = await platform.PlanAsync();

        Assert.Empty(plan.Losses);
        Assert.True((await platform.PublishDraftAsync()).IsSuccess);
        Assert.Equal(7L, (await platform.ReadAsync("person_tags", link))["weight"]);
    }

    [Fact]
    public async Task Links_AreKeptAside_WhenTheRelationIsRemoved_AndComeBackWithIt()
    {
        await using var platform = await DefinedAsync();
        var link = await TieAsync(platform);
        await platform.PatchAsync("person", "{'x-crm':{'relations':null}}");
        var removed = await platform.PlanAsync();
        Assert.Equal("entity:person_tags", Assert.Single(removed.Losses).Id);
        Assert.True((await platform.PublishDraftAsync("entity:person_tags")).IsSuccess);
        Assert.Null(platform.Snapshot.Entity("person")!.Relation("tags"));

        var tombstone = Assert.Single((await platform.Get<ITombstones>().ListAsync(Caller.Platform, CancellationToken.None)).Value);
        Assert.True((await platform.Get<ITombstones>().RestoreAsync(tombstone.Id, Caller.Platform, CancellationToken.None)).IsSuccess);

        Assert.Contains("restore_entity person_tags", (await platform.PlanAsync()).Steps(), StringComparison.Ordinal);
        Assert.True((await platform.PublishDraftAsync()).IsSuccess);
        Assert.Equal(7L, (await platform.ReadAsync("person_tags", link))["weight"]);
    }

    [Fact]
    public async Task FieldOnALink_ComesBackFromItsTombstone()
    {
        await using var platform = await DefinedAsync();
        var link = await TieAsync(platform);
        await platform.PatchAsync("person", "{'x-crm':{'relations':{'tags':{'fields':null}}}}");
        Assert.True((await platform.PublishDraftAsync("field:person_tags.weight")).IsSuccess);

        var tombstone = Assert.Single((await platform.Get<ITombstones>().ListAsync(Caller.Platform, CancellationToken.None)).Value);
        Assert.True((await platform.Get<ITombstones>().RestoreAsync(tombstone.Id, Caller.Platform, CancellationToken.None)).IsSuccess);
        Assert.True((await platform.PublishDraftAsync()).IsSuccess);

        Assert.Equal(7L, (await platform.ReadAsync("person_tags", link))["weight"]);
    }

    [Fact]
    public async Task Draft_IsRefusedAtTheRelation_WhenItsLinkCannotBe()
    {
        await using var platform = await DefinedAsync();

        var refused = await platform.Get<IPublisher>().PatchAsync("entity", "person", new() { ["x-crm"] = new System.Text.Json.Nodes.JsonObject { ["relations"] = new System.Text.Json.Nodes.JsonObject { ["more"] = new System.Text.Json.Nodes.JsonObject { ["manyToMany"] = "tag", ["link"] = "person_tags" } } } }, Caller.Platform, CancellationToken.None);

        Assert.Equal("x-crm.relations.more.link", Assert.Single(Assert.IsType<Invalid>(refused.Failure).Problems).Path);
    }

    private static async Task<Guid> TieAsync(TestPlatform platform) => await platform.AddAsync("person_tags",
        ("person_id", await platform.AddAsync("person", ("name", "Ann"))), ("tag_id", await platform.AddAsync("tag", ("name", "VIP"))), ("weight", 7L));

    private async Task<TestPlatform> DefinedAsync()
    {
        var platform = await TestPlatform.StartAsync(database);
        await platform.DraftAsync(Tag, Person);
        await platform.PublishDraftAsync();
        return platform;
    }
}

public sealed class SqliteRelationPublishTests() : RelationPublishContract(TestDatabases.Sqlite);

public sealed class PostgreSqlRelationPublishTests() : RelationPublishContract(TestDatabases.PostgreSql);
