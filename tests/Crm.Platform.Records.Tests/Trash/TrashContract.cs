using Crm.Platform.Abstractions;
using Crm.Platform.Records.History;
using Crm.Platform.Records.Reading;
using Crm.Platform.Records.Trash;
using Crm.Platform.Records.Writing;
using Crm.Testing.Databases;
using Crm.Testing.Platforms;

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
    public async Task Pruning_RemovesOnlyWhatLayThereLongEnough()
    {
        await using var platform = await TestPlatform.StartAsync(database, TestEntities.Site);
        for (var i = 0; i < 250; i++)
            await DeleteAsync(platform, "site", await SiteAsync(platform, $"Old {i}"));
        platform.Clock.Advance(TimeSpan.FromDays(60));
        await DeleteAsync(platform, "site", await SiteAsync(platform, "Young"));
        platform.Clock.Advance(TimeSpan.FromDays(31));

        var removed = await platform.Get<TrashPruning>().RunAsync(CancellationToken.None);

        Assert.Equal(250, removed);
        Assert.Equal(1, (await platform.Reader.CountAsync(new RecordQuery("site") { Trashed = true }, Ann, CancellationToken.None)).Value);
    }

    private static async Task<Guid> SiteAsync(TestPlatform platform, string name) =>
        (await platform.Writer.CreateAsync("site", new RecordInput().Set("name", name), Ann, CancellationToken.None)).Value.Id;

    private static async Task DeleteAsync(TestPlatform platform, string entity, Guid id) =>
        Assert.True((await platform.Writer.DeleteAsync(entity, id, null, Ann, CancellationToken.None)).IsSuccess);
}

public sealed class SqliteTrashTests() : TrashContract(TestDatabases.Sqlite);

public sealed class PostgreSqlTrashTests() : TrashContract(TestDatabases.PostgreSql);
