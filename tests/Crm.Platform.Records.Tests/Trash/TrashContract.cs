using Crm.Platform.Abstractions;
using Crm.Platform.Records.Files;
using Crm.Platform.Records.History;
using Crm.Platform.Records.Reading;
using Crm.Platform.Records.Rights;
using Crm.Platform.Records.Trash;
using Crm.Platform.Records.Upkeep;
using Crm.Platform.Records.Writing;
using Crm.Platform.Storage.Model;
using Crm.Testing.Databases;
using Crm.Testing.Platforms;
using Microsoft.EntityFrameworkCore;

namespace Crm.Platform.Records.Tests.Trash;

/// <summary>The trash and its end, alike on every database.</summary>
public abstract class TrashContract(Func<Task<TestDatabase>> database)
{
    private static readonly Caller Ann = new(Guid.CreateVersion7(), CallerRights.Read | CallerRights.Write | CallerRights.Admin);

    [Fact]
    public async Task Query_ReadsTheTrash_WithFilterAndSearch()
    {
        await using var platform = await TestPlatform.StartAsync(database, TestEntities.Site);
        await SiteAsync(platform, "Alive");
        var gone = await SiteAsync(platform, "North gone");
        await DeleteAsync(platform, "site", gone);
        await DeleteAsync(platform, "site", await SiteAsync(platform, "South gone"));

        var found = await platform.Reader.QueryAsync(new RecordQuery("site") { Trashed = true, Search = "north" }, Ann, CancellationToken.None);
        var count = await platform.Reader.CountAsync(new RecordQuery("site") { Trashed = true }, Ann, CancellationToken.None);

        Assert.Equal(gone, Assert.Single(found.Value.Rows).Record.Id);
        Assert.Equal(2, count.Value);
    }

    [Fact]
    public async Task Query_OfTheTrash_NeedsTheRightToWrite()
    {
        await using var platform = await TestPlatform.StartAsync(database, TestEntities.Site);
        var reader = Ann with { Rights = CallerRights.Read };

        Assert.IsType<Forbidden>((await platform.Reader.QueryAsync(new RecordQuery("site") { Trashed = true }, reader, CancellationToken.None)).Failure);
        Assert.IsType<Forbidden>((await platform.Reader.CountAsync(new RecordQuery("site") { Trashed = true }, reader, CancellationToken.None)).Failure);
    }

    [Fact]
    public async Task Purge_RemovesTheRecord_WhatWentAlong_AndTheirHistory_AndEmptiesLookups()
    {
        var visit = TestEntities.Visit;
        await using var platform = await TestPlatform.StartAsync(database, TestEntities.Site, visit);
        var site = await SiteAsync(platform, "North");
        var child = (await platform.Writer.CreateAsync("site", new RecordInput().Set("name", "Child").Set("parent_id", site), Ann, CancellationToken.None)).Value.Id;
        var along = (await platform.Writer.CreateAsync("visit", new RecordInput().Set("subject", "A").Set("site_id", site), Ann, CancellationToken.None)).Value.Id;
        await DeleteAsync(platform, "site", site);

        var purged = await platform.Get<ITrash>().PurgeAsync("site", site, Ann, CancellationToken.None);

        Assert.Equal(2, purged.Value);
        Assert.IsType<NotFound>((await platform.Writer.RestoreAsync("site", site, Ann, CancellationToken.None)).Failure);
        Assert.IsType<NotFound>((await platform.Writer.RestoreAsync("visit", along, Ann, CancellationToken.None)).Failure);
        Assert.Null((await platform.Reader.FindAsync("site", child, Ann, CancellationToken.None)).Value["parent_id"]);
        Assert.IsType<NotFound>((await platform.Get<IRecordHistory>().ListAsync("site", site, null, 10, Ann, CancellationToken.None)).Failure);
        Assert.Single((await platform.Get<IRecordHistory>().ListAsync("site", child, null, 10, Ann, CancellationToken.None)).Value.Entries);
    }

    [Fact]
    public async Task Purge_IsForAdministrators_AndForTheTrashOnly()
    {
        await using var platform = await TestPlatform.StartAsync(database, TestEntities.Site);
        var site = await SiteAsync(platform, "North");
        var trash = platform.Get<ITrash>();

        var alive = await trash.PurgeAsync("site", site, Ann, CancellationToken.None);
        await DeleteAsync(platform, "site", site);
        var refused = await trash.PurgeAsync("site", site, Ann with { Rights = CallerRights.Read | CallerRights.Write }, CancellationToken.None);

        Assert.IsType<NotFound>(alive.Failure);
        Assert.IsType<Forbidden>(refused.Failure);
        Assert.True((await platform.Writer.RestoreAsync("site", site, Ann, CancellationToken.None)).IsSuccess);
    }

    [Fact]
    public async Task Purge_ForgetsFiles_AndTheirContents()
    {
        await using var platform = await TestPlatform.StartAsync(database);
        await platform.PublishAsync(platform.Read(StallDefinition.Json));
        var (first, second) = (await UploadAsync(platform), await UploadAsync(platform));
        var stall = (await platform.Writer.CreateAsync("stall", new RecordInput().Set("name", "S").Set("permit", CompositeValue.Empty.With("id", first)), Ann, CancellationToken.None)).Value.Id;
        await platform.Writer.UpdateAsync("stall", stall, new RecordInput().Set("permit", CompositeValue.Empty.With("id", second)), null, Ann, CancellationToken.None);
        await DeleteAsync(platform, "stall", stall);

        Assert.Equal(1, (await platform.Get<ITrash>().PurgeAsync("stall", stall, Ann, CancellationToken.None)).Value);

        await using var context = platform.Get<IRecordDatabase>().Current.CreateContext();
        Assert.Empty(await context.Files.ToListAsync());
        Assert.All([first, second], file => Assert.Null(platform.Get<FileFolder>().Open(file)));
    }

    [Fact]
    public async Task Purge_ForgetsWithWhomItWasShared()
    {
        await using var platform = await TestPlatform.StartAsync(database, TestEntities.Site, People);
        var ben = (await platform.Writer.CreateAsync("user", new RecordInput().Set("name", "Ben"), Caller.Platform, CancellationToken.None)).Value.Id;
        var (site, other) = (await SiteAsync(platform, "North"), await SiteAsync(platform, "South"));
        foreach (var id in new[] { site, other })
            Assert.True((await platform.Get<IRecordShares>().AddAsync("site", id, new NewShare(ben, false, false), Ann, CancellationToken.None)).IsSuccess);
        await DeleteAsync(platform, "site", site);

        await platform.Get<ITrash>().PurgeAsync("site", site, Ann, CancellationToken.None);

        await using var context = platform.Get<IRecordDatabase>().Current.CreateContext();
        Assert.Equal([other], await context.Shares.Select(s => s.RecordId).ToListAsync());
    }

    [Fact]
    public async Task Purge_ComputesAnew_WhatReadTheLookupsItEmpties()
    {
        await using var platform = await TestPlatform.StartAsync(database, Linked);
        var region = await LinkedAsync(platform, "Region", null, null);
        var gone = await LinkedAsync(platform, "Gone", null, null);
        var child = await LinkedAsync(platform, "Child", gone, region);
        await DeleteAsync(platform, "place", gone);
        var before = await platform.Reader.FindAsync("place", child, Ann, CancellationToken.None);

        await platform.Get<ITrash>().PurgeAsync("place", gone, Ann, CancellationToken.None);

        var after = (await platform.Reader.FindAsync("place", child, Ann, CancellationToken.None)).Value;
        Assert.Equal(("below", before.Value.Version), (before.Value["level"], after.Version));
        Assert.Equal((null, "top"), (after["parent_id"], after["level"]));
        Assert.Equal(1L, (await platform.Reader.FindAsync("place", region, Ann, CancellationToken.None)).Value["tops"]);
        Assert.DoesNotContain((await platform.Get<IRecordHistory>().ListAsync("place", child, null, 10, Ann, CancellationToken.None)).Value.Entries, e => e.Field is not null);
    }

    [Fact]
    public async Task Pruning_RemovesOnlyWhatLayThereLongEnough()
    {
        await using var platform = await TestPlatform.StartAsync(database, TestEntities.Site);
        for (var i = 0; i < 250; i++)
            await DeleteAsync(platform, "site", await SiteAsync(platform, $"Old {i}"));
        platform.Clock.Advance(TimeSpan.FromDays(60));
        await DeleteAsync(platform, "site", await SiteAsync(platform, "Young"));
        platform.Clock.Advance(TimeSpan.FromDays(31));

        var removed = await platform.Get<IEnumerable<IHourlyJob>>().OfType<TrashPruning>().Single().RunAsync(CancellationToken.None);

        Assert.Equal(250, removed);
        Assert.Equal(1, (await platform.Reader.CountAsync(new RecordQuery("site") { Trashed = true }, Ann, CancellationToken.None)).Value);
    }

    private static EntityDefinition People => new("user", [new("name", FieldKinds.Text) { Title = "Name" }]) { DisplayField = "name", System = true };

    private static EntityDefinition Linked => new("place",
    [
        new("name", FieldKinds.Text) { Title = "Name" },
        new("parent_id", FieldKinds.Lookup) { Title = "Parent", Lookup = "place" },
        new("region_id", FieldKinds.Lookup) { Title = "Region", Lookup = "place" },
        new("level", FieldKinds.Text) { Title = "Level", ReadOnly = true, Formula = "parent_id == null ? 'top' : 'below'" },
        new("tops", FieldKinds.Integer) { Title = "Tops", ReadOnly = true, Rollup = new("place", "region_id", RollupFunction.Count, null, "level == 'top'") },
    ])
    { Title = "Place", PluralTitle = "Places", DisplayField = "name" };

    private static async Task<Guid> LinkedAsync(TestPlatform platform, string name, Guid? parent, Guid? region) =>
        (await platform.Writer.CreateAsync("place", new RecordInput().Set("name", name).Set("parent_id", parent).Set("region_id", region), Ann, CancellationToken.None)).Value.Id;

    private static async Task<Guid> UploadAsync(TestPlatform platform)
    {
        using var content = new MemoryStream("%PDF-1.7"u8.ToArray());
        return (await platform.Get<IFiles>().UploadAsync(content, "a.pdf", null, Ann, CancellationToken.None)).Value.Id;
    }

    private static async Task<Guid> SiteAsync(TestPlatform platform, string name) =>
        (await platform.Writer.CreateAsync("site", new RecordInput().Set("name", name), Ann, CancellationToken.None)).Value.Id;

    private static async Task DeleteAsync(TestPlatform platform, string entity, Guid id) =>
        Assert.True((await platform.Writer.DeleteAsync(entity, id, null, Ann, CancellationToken.None)).IsSuccess);
}

public sealed class SqliteTrashTests() : TrashContract(TestDatabases.Sqlite);

public sealed class PostgreSqlTrashTests() : TrashContract(TestDatabases.PostgreSql);
