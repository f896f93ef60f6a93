using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Publishing;
using Crm.Platform.Metadata.Snapshots;
using Crm.Platform.Records.Reading;
using Crm.Platform.Records.Writing;
using Crm.Platform.Storage.Model;
using Crm.Testing.Databases;
using Crm.Testing.Platforms;
using Microsoft.EntityFrameworkCore;

namespace Crm.Platform.Storage.Tests.Schema;

/// <summary>What a publish does to tables and data, alike on every database.</summary>
public abstract class PublishContract(Func<Task<TestDatabase>> database)
{

    [Fact]
    public async Task Publish_AddsAField_WithoutTouchingWhatIsThere()
    {
        await using var platform = await StartAsync(TestEntities.Site);
        var site = await SiteAsync(platform, "North");

        await platform.PublishAsync(TestEntities.Site with { Fields = TestEntities.Site.Fields.Add(new("note", FieldKinds.Text)) });

        var read = (await platform.Reader.FindAsync("site", site.Id, Caller.Platform, CancellationToken.None)).Value;
        Assert.Equal("North", read["name"]);
        Assert.Null(read["note"]);
        Assert.Equal(2, platform.Snapshot.Version);
    }

    [Fact]
    public async Task Publish_KeepsTheData_WhenAFieldIsRemoved()
    {
        await using var platform = await StartAsync(TestEntities.Site, TestEntities.Visit);
        await platform.Writer.CreateAsync("visit", new RecordInput().Set("subject", "A").Set("code", "keep me"), Caller.Platform, CancellationToken.None);

        var visit = TestEntities.Visit;
        await platform.PublishAsync(TestEntities.Site, visit with { Fields = visit.Fields.RemoveAll(f => f.Name == "code"), Keys = [] });

        await using var context = platform.Get<IRecordDatabase>().Current.CreateContext();
        Assert.Equal("keep me", await context.Database.SqlQueryRaw<string>("SELECT zz_code_2 AS \"Value\" FROM visit").SingleAsync());
    }

    [Fact]
    public async Task Publish_BringsTheValuesBack_WhenARemovedFieldComesBack()
    {
        await using var platform = await StartAsync(TestEntities.Site);
        var site = await SiteAsync(platform, "North", region: "EU");
        await platform.PublishAsync(TestEntities.Site with { Fields = TestEntities.Site.Fields.RemoveAll(f => f.Name == "region") });

        await platform.PublishAsync(TestEntities.Site);

        Assert.Equal("EU", (await platform.Reader.FindAsync("site", site.Id, Caller.Platform, CancellationToken.None)).Value["region"]);
        Assert.Empty(await platform.Get<IDefinitionStore>().TombstonesAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Publish_BringsTheRecordsBack_WhenAnEntityComesBack()
    {
        await using var platform = await StartAsync(TestEntities.Site, TestEntities.Visit);
        await platform.Writer.CreateAsync("visit", new RecordInput().Set("subject", "A"), Caller.Platform, CancellationToken.None);
        await platform.PublishAsync(TestEntities.Site);
        Assert.IsType<NotFound>((await platform.Reader.CountAsync(new("visit"), Caller.Platform, CancellationToken.None)).Failure);

        await platform.PublishAsync(TestEntities.Site, TestEntities.Visit);

        Assert.Equal(1, (await platform.Reader.CountAsync(new("visit"), Caller.Platform, CancellationToken.None)).Value);
    }

    [Fact]
    public async Task Publish_IsAConflict_WhenAnotherVersionCameFirst()
    {
        await using var platform = await StartAsync(TestEntities.Site);
        var stale = platform.Snapshot;
        await platform.PublishAsync(TestEntities.Site, TestEntities.Visit);

        var after = new MetadataSnapshot(stale.Version + 1, [], [], [], []);
        var late = await platform.CommitAsync(stale, after);

        Assert.IsType<Conflict>(late.Failure);
        Assert.Equal(2, platform.Snapshot.Version);
        Assert.True((await platform.Reader.CountAsync(new("site"), Caller.Platform, CancellationToken.None)).IsSuccess);
    }

    [Fact]
    public async Task Publish_IsAConflict_WhenTheDraftMovedMeanwhile()
    {
        await using var platform = await StartAsync(TestEntities.Site);
        var store = platform.Get<IDefinitionStore>();
        var (before, after) = (platform.Snapshot, new MetadataSnapshot(2, [TestEntities.Site, TestEntities.Visit], [], [], []));
        await store.SaveDraftAsync(new StoredDraft(1, "{}", 1), 0, CancellationToken.None);
        await store.SaveDraftAsync(new StoredDraft(1, "{}", 2), 1, CancellationToken.None);

        var late = await platform.CommitAsync(before, after, draftRevision: 1);

        Assert.Equal("metadata.draft.moved", Assert.IsType<Conflict>(late.Failure).Code);
        Assert.Equal(2, (await store.DraftAsync(CancellationToken.None))?.Revision);
        Assert.Same(before, platform.Snapshot);
    }

    [Fact]
    public async Task Draft_IsRefused_WhenItBuildsOnAnOlderVersion()
    {
        await using var platform = await StartAsync(TestEntities.Site);
        await platform.PublishAsync(TestEntities.Site, TestEntities.Visit);
        var store = platform.Get<IDefinitionStore>();

        Assert.False(await store.SaveDraftAsync(new StoredDraft(1, "{}", 1), 0, CancellationToken.None));
        Assert.True(await store.SaveDraftAsync(new StoredDraft(2, "{}", 1), 0, CancellationToken.None));
    }

    [Fact]
    public async Task Publish_AddsAUniqueKey_ThatHoldsFromThenOn()
    {
        await using var platform = await StartAsync(TestEntities.Site);
        await SiteAsync(platform, "North");

        await platform.PublishAsync(TestEntities.Site with { Keys = [["name"]] });
        var second = await platform.Writer.CreateAsync("site", new RecordInput().Set("name", "NORTH"), Caller.Platform, CancellationToken.None);

        Assert.IsType<Conflict>(second.Failure);
    }

    [Fact]
    public async Task Publish_ChangesNothing_WhenRecordsBreakANewKey()
    {
        await using var platform = await StartAsync(TestEntities.Site);
        await SiteAsync(platform, "North");
        await SiteAsync(platform, "north");
        var before = platform.Snapshot;
        var after = new MetadataSnapshot(2, [TestEntities.Site with { Keys = [["name"]], Fields = TestEntities.Site.Fields.Add(new("note", FieldKinds.Text)) }], [], [], []);

        var outcome = await platform.CommitAsync(before, after);

        Assert.Equal("metadata.key.duplicates", Assert.IsType<Conflict>(outcome.Failure).Code);
        Assert.Same(before, platform.Snapshot);
        Assert.NotNull(await SiteAsync(platform, "South"));
    }

    [Fact]
    public async Task Publish_LetsGoOfTheModelBefore_WhateverWasAskedOfIt()
    {
        await using var platform = await StartAsync(TestEntities.Site);
        var before = await UseAsync(platform);

        await platform.PublishAsync(TestEntities.Site, TestEntities.Visit);
        await UseAsync(platform);

        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        Assert.False(before.IsAlive);
    }

    /// <returns>The model in force, which nothing here holds.</returns>
    private static async Task<WeakReference> UseAsync(TestPlatform platform)
    {
        await platform.Writer.CreateAsync("site", new RecordInput().Set("name", "North"), Caller.Platform, CancellationToken.None);
        await platform.Reader.QueryAsync(new RecordQuery("site") { Top = 1 }, Caller.Platform, CancellationToken.None);
        return new WeakReference(platform.Get<IRecordDatabase>().Current.Model);
    }

    [Fact]
    public async Task Publish_WorksForSqlWordsAndLongNames()
    {
        var longName = new string('x', 60);
        string[] names = ["order", "group", "case", "from", "select", "table", "index", "values", longName];
        var entities = names.Select(n => new EntityDefinition(n, [new("where", FieldKinds.Text), new("select", FieldKinds.Integer), new(longName, FieldKinds.Date)])
        {
            Keys = [["where"]],
            Indexes = [["select", longName]],
        }).ToArray();

        await using var platform = await StartAsync(entities);

        foreach (var name in names)
            Assert.True((await platform.Writer.CreateAsync(name, new RecordInput().Set("where", "here").Set("select", 1L), Caller.Platform, CancellationToken.None)).IsSuccess);
    }

    [Fact]
    public async Task Publish_LetsReadersAndWritersGoOn_WhileColumnsComeAndGo()
    {
        await using var platform = await StartAsync(TestEntities.Site);
        var site = await SiteAsync(platform, "North");
        using var stop = new CancellationTokenSource();
        var begun = Enumerable.Range(0, 3).Select(_ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).ToArray();
        var work = begun.Select(first => Task.Run(async () =>
        {
            var count = 0;
            while (!stop.IsCancellationRequested)
            {
                Assert.True((await platform.Reader.FindAsync("site", site.Id, Caller.Platform, CancellationToken.None)).IsSuccess);
                Assert.True((await platform.Writer.UpdateAsync("site", site.Id, new RecordInput().Set("name", $"N{count++}"), null, Caller.Platform, CancellationToken.None)).IsSuccess);
                first.TrySetResult();
            }
            return count;
        })).ToArray();
        // All are under way before the first publish; one that fails must not be waited for.
        await Task.WhenAll(work.Zip(begun, (worker, first) => Task.WhenAny(worker, first.Task)));

        for (var i = 0; i < 5; i++)
            await platform.PublishAsync(i % 2 == 1 ? TestEntities.Site : TestEntities.Site with { Fields = TestEntities.Site.Fields.RemoveAll(f => f.Name == "region") });
        await stop.CancelAsync();

        Assert.All(await Task.WhenAll(work), count => Assert.True(count > 0));
    }

    private Task<TestPlatform> StartAsync(params EntityDefinition[] entities) => TestPlatform.StartAsync(database, entities);

    private static async Task<Record> SiteAsync(TestPlatform platform, string name, string? region = null) =>
        (await platform.Writer.CreateAsync("site", new RecordInput().Set("name", name).Set("region", region), Caller.Platform, CancellationToken.None)).Value;
}

public sealed class SqlitePublishTests() : PublishContract(TestDatabases.Sqlite);

public sealed class PostgreSqlPublishTests() : PublishContract(TestDatabases.PostgreSql);
