using Crm.Platform.Abstractions;
using Crm.Platform.Records.History;
using Crm.Platform.Records.Writing;
using Crm.Platform.Storage.Events;
using Crm.Testing.Databases;
using Crm.Testing.Platforms;

namespace Crm.Platform.Records.Tests.History;

/// <summary>What a history tells and brings back, alike on every database.</summary>
public abstract class HistoryContract(Func<Task<TestDatabase>> database)
{
    private static readonly Caller Ann = new(Guid.CreateVersion7(), CallerRights.Read | CallerRights.Write) { Name = "Ann", Source = ChangeSource.Screen };
    private static readonly Caller Ben = new(Guid.CreateVersion7(), CallerRights.Read | CallerRights.Write) { Name = "Ben", Source = ChangeSource.Api };

    [Fact]
    public async Task History_TellsWhoChangedWhatByWhat_TheNewestFirst()
    {
        await using var platform = await TestPlatform.StartAsync(database, TestEntities.Site);
        var site = await SiteAsync(platform, "North");
        platform.Clock.Advance(TimeSpan.FromHours(1));
        await ChangeAsync(platform, site, Ben, ("name", "South"), ("region", "EU"));

        var entries = (await ListAsync(platform, site)).Entries;

        Assert.Equal([("region", null, "\"EU\""), ("name", "\"North\"", "\"South\""), (null, null, null)], entries.Select(e => (e.Field?.Name, e.Old, e.New)));
        Assert.Equal([RecordEventKind.Updated, RecordEventKind.Updated, RecordEventKind.Created], entries.Select(e => e.Kind));
        Assert.Equal((Ben.UserId, "Ben", "api", site.CreatedAt.AddHours(1), 2L), (entries[0].ActorId, entries[0].ActorName, entries[0].Source.Kind, entries[0].At, entries[0].Version));
        Assert.Equal(("Ann", "screen"), (entries[2].ActorName, entries[2].Source.Kind));
    }

    [Fact]
    public async Task History_IsEmpty_WhenTheEntityIsNotAudited()
    {
        await using var platform = await TestPlatform.StartAsync(database, TestEntities.Site with { Audit = false });
        var site = await SiteAsync(platform, "North");

        Assert.Empty((await ListAsync(platform, site)).Entries);
    }

    [Fact]
    public async Task History_LeavesOutWhatFollowsFromOtherRecords()
    {
        var counted = TestEntities.Site with { Fields = TestEntities.Site.Fields.Add(new("visits", FieldKinds.Integer) { Title = "Visits", Rollup = new("visit", "site_id", RollupFunction.Count, null, null) }) };
        await using var platform = await TestPlatform.StartAsync(database, counted, TestEntities.Visit);
        var site = await SiteAsync(platform, "North");

        await platform.Writer.CreateAsync("visit", new RecordInput().Set("subject", "A").Set("site_id", site.Id), Ben, CancellationToken.None);

        Assert.Equal(1L, (await platform.Reader.FindAsync("site", site.Id, Ann, CancellationToken.None)).Value["visits"]);
        Assert.Equal(RecordEventKind.Created, Assert.Single((await ListAsync(platform, site)).Entries).Kind);
    }

    [Fact]
    public async Task History_TurnsThePage_ById()
    {
        await using var platform = await TestPlatform.StartAsync(database, TestEntities.Site);
        var site = await SiteAsync(platform, "0");
        for (var i = 1; i < 5; i++)
            await ChangeAsync(platform, site, Ann, ("name", $"{i}"));

        var first = await ListAsync(platform, site, top: 3);
        var second = await ListAsync(platform, site, first.Entries[^1].Id, top: 3);

        Assert.Equal((true, false), (first.HasMore, second.HasMore));
        Assert.Equal(["\"4\"", "\"3\"", "\"2\"", "\"1\"", null], first.Entries.Concat(second.Entries).Select(e => e.New));
    }

    [Fact]
    public async Task History_LeavesOutAFieldThatIsGone()
    {
        await using var platform = await TestPlatform.StartAsync(database, TestEntities.Site);
        var site = await SiteAsync(platform, "North");
        await ChangeAsync(platform, site, Ann, ("region", "EU"));

        await platform.PublishAsync(TestEntities.Site with { Fields = TestEntities.Site.Fields.RemoveAll(f => f.Name == "region") });

        Assert.Null(Assert.Single((await ListAsync(platform, site)).Entries).Field);
    }

    [Fact]
    public async Task History_IsForThoseOnlyWhoMayRead()
    {
        await using var platform = await TestPlatform.StartAsync(database, TestEntities.Site);
        var site = await SiteAsync(platform, "North");

        var refused = await platform.Get<IRecordHistory>().ListAsync("site", site.Id, null, 10, Caller.Nobody, CancellationToken.None);

        Assert.IsType<Forbidden>(refused.Failure);
    }

    [Fact]
    public async Task History_OfATrashedRecord_IsForThoseWhoMayRestoreIt()
    {
        await using var platform = await TestPlatform.StartAsync(database, TestEntities.Site);
        var site = await SiteAsync(platform, "North");
        await platform.Writer.DeleteAsync("site", site.Id, null, Ann, CancellationToken.None);
        var reader = Ann with { Rights = CallerRights.Read };

        var refused = await platform.Get<IRecordHistory>().ListAsync("site", site.Id, null, 10, reader, CancellationToken.None);

        Assert.Equal(RecordEventKind.Deleted, (await ListAsync(platform, site)).Entries[0].Kind);
        Assert.IsType<NotFound>(refused.Failure);
    }

    [Fact]
    public async Task PutBack_GivesOneFieldItsOldValue_AndIsAChangeItself()
    {
        await using var platform = await TestPlatform.StartAsync(database, TestEntities.Site, TestEntities.Visit);
        var visit = (await platform.Writer.CreateAsync("visit", new RecordInput().Set("subject", "A").Set("amount", 12.50m).Set("day", new DateOnly(2026, 3, 1)), Ann, CancellationToken.None)).Value;
        await platform.Writer.UpdateAsync("visit", visit.Id, new RecordInput().Set("amount", 99m).Set("day", null), null, Ann, CancellationToken.None);
        foreach (var entry in (await ListAsync(platform, visit)).Entries.Where(e => e.Field is not null))
            Assert.True((await PutBackAsync(platform, visit, entry)).IsSuccess);

        var read = (await platform.Reader.FindAsync("visit", visit.Id, Ann, CancellationToken.None)).Value;

        Assert.Equal((12.50m, new DateOnly(2026, 3, 1), 4L), (read["amount"], read["day"], read.Version));
        Assert.Equal(5, (await ListAsync(platform, visit)).Entries.Length);
    }

    [Fact]
    public async Task PutBack_IsAConflict_WhenALaterChangeStandsInTheWay_UnlessForced()
    {
        await using var platform = await TestPlatform.StartAsync(database, TestEntities.Site);
        var site = await SiteAsync(platform, "North");
        await ChangeAsync(platform, site, Ann, ("name", "South"));
        await ChangeAsync(platform, site, Ben, ("name", "East"));
        var south = (await ListAsync(platform, site)).Entries.Single(e => e.New == "\"South\"");

        var refused = await PutBackAsync(platform, site, south);
        var forced = await PutBackAsync(platform, site, south, force: true);

        Assert.Equal("history.changed_later", Assert.IsType<Conflict>(refused.Failure).Code);
        Assert.Contains("by Ben", refused.Failure!.Message, StringComparison.Ordinal);
        Assert.Equal("North", forced.Value["name"]);
    }

    [Fact]
    public async Task PutBack_GoesThroughTheRules()
    {
        await using var platform = await TestPlatform.StartAsync(database, TestEntities.Site);
        var parent = await SiteAsync(platform, "Parent");
        var child = await SiteAsync(platform, "Child");
        await ChangeAsync(platform, child, Ann, ("parent_id", parent.Id));
        await ChangeAsync(platform, child, Ann, ("parent_id", null));
        await platform.Writer.DeleteAsync("site", parent.Id, null, Ann, CancellationToken.None);
        var entry = (await ListAsync(platform, child)).Entries[0];

        var refused = await PutBackAsync(platform, child, entry);

        Assert.Equal("field.lookup", Assert.Single(Assert.IsType<Invalid>(refused.Failure).Problems).Code);
    }

    [Fact]
    public async Task PutBack_GivesBackAWholeAddress_WithThePartsThatWereUnset()
    {
        await using var platform = await TestPlatform.StartAsync(database);
        await platform.PublishAsync(platform.Read(StallDefinition.Json));
        var before = CompositeValue.Empty.With("street", "Hauptstr. 1");
        var stall = (await platform.Writer.CreateAsync("stall", new RecordInput().Set("name", "A").Set("billing_address", before).Set("wares", TextList.Join(["fruit"])), Ann, CancellationToken.None)).Value;
        await ChangeAsync(platform, stall, Ben, ("billing_address", CompositeValue.Empty.With("street", "Nebenstr. 2").With("city", "Ulm")), ("wares", TextList.Join(["fish"])));

        foreach (var entry in (await ListAsync(platform, stall)).Entries.Where(e => e.Field is not null))
            Assert.True((await PutBackAsync(platform, stall, entry)).IsSuccess);

        var read = (await platform.Reader.FindAsync("stall", stall.Id, Ann, CancellationToken.None)).Value;
        Assert.Equal(before, read["billing_address"]);
        Assert.Equal(["fruit"], TextList.Split((string)read["wares"]!));
    }

    [Fact]
    public async Task History_LeavesOutWhatIsHidden_AndPutsNothingOfItBack()
    {
        await using var platform = await TestPlatform.StartAsync(database);
        await platform.PublishAsync(["""{ "name": "rep", "title": "Rep", "entities": { "site": { "create": true, "read": "all", "update": "all", "fields": { "region": "hidden" } } } }"""], TestEntities.Site);
        var site = await SiteAsync(platform, "North");
        await ChangeAsync(platform, site, Ben, ("region", "EU"), ("name", "South"));
        var hidden = (await ListAsync(platform, site)).Entries.Single(e => e.Field?.Name == "region");
        var rep = Ann with { Roles = RoleSet.Of(["rep"]) };
        var history = platform.Get<IRecordHistory>();

        var seen = await history.ListAsync("site", site.Id, null, 10, rep, CancellationToken.None);
        var refused = await history.PutBackAsync("site", site.Id, hidden.Id, force: true, rep, CancellationToken.None);

        Assert.Equal(["name", null], seen.Value.Entries.Select(e => e.Field?.Name));
        Assert.IsType<NotFound>(refused.Failure);
    }

    [Fact]
    public async Task PutBackAll_MakesTheRecordWhatItWas()
    {
        await using var platform = await TestPlatform.StartAsync(database, TestEntities.Site);
        var site = await SiteAsync(platform, "North");
        platform.Clock.Advance(TimeSpan.FromMinutes(10));
        await ChangeAsync(platform, site, Ann, ("region", "EU"));
        var then = platform.Clock.GetUtcNow().UtcDateTime;
        platform.Clock.Advance(TimeSpan.FromMinutes(10));
        await ChangeAsync(platform, site, Ben, ("name", "South"), ("region", "US"));
        platform.Clock.Advance(TimeSpan.FromMinutes(10));
        await ChangeAsync(platform, site, Ben, ("name", "East"));
        var history = platform.Get<IRecordHistory>();

        var early = await history.PutBackAllAsync("site", site.Id, site.CreatedAt.AddHours(-1), null, Ann, CancellationToken.None);
        var stale = await history.PutBackAllAsync("site", site.Id, then, 2, Ann, CancellationToken.None);
        var back = await history.PutBackAllAsync("site", site.Id, then, 4, Ann, CancellationToken.None);

        Assert.Equal("history.not_yet", early.Failure!.Code);
        Assert.IsType<Stale>(stale.Failure);
        Assert.Equal(("North", "EU"), (back.Value["name"], back.Value["region"]));
    }

    private static async Task<Record> SiteAsync(TestPlatform platform, string name) =>
        (await platform.Writer.CreateAsync("site", new RecordInput().Set("name", name), Ann, CancellationToken.None)).Value;

    private static async Task ChangeAsync(TestPlatform platform, Record record, Caller caller, params (string Field, object? Value)[] values)
    {
        var input = values.Aggregate(new RecordInput(), (i, v) => i.Set(v.Field, v.Value));
        Assert.True((await platform.Writer.UpdateAsync(record.Layout.Entity.Name, record.Id, input, null, caller, CancellationToken.None)).IsSuccess);
    }

    private static async Task<HistoryPage> ListAsync(TestPlatform platform, Record record, long? before = null, int top = 50) =>
        (await platform.Get<IRecordHistory>().ListAsync(record.Layout.Entity.Name, record.Id, before, top, Ann, CancellationToken.None)).Value;

    private static Task<Result<Record>> PutBackAsync(TestPlatform platform, Record record, HistoryEntry entry, bool force = false) =>
        platform.Get<IRecordHistory>().PutBackAsync(record.Layout.Entity.Name, record.Id, entry.Id, force, Ann, CancellationToken.None);
}

public sealed class SqliteHistoryTests() : HistoryContract(TestDatabases.Sqlite);

public sealed class PostgreSqlHistoryTests() : HistoryContract(TestDatabases.PostgreSql);
