using Crm.Platform.Abstractions;
using Crm.Platform.Records.Writing;
using Crm.Testing.Databases;
using Crm.Testing.Platforms;

namespace Crm.Platform.Records.Tests.Writing;

public abstract class ChangeContract(Func<Task<TestDatabase>> database)
{
    private static readonly Caller Ann = new(Guid.CreateVersion7(), CallerRights.Read | CallerRights.Write);

    [Fact]
    public async Task Update_ChangesOnlyTheGivenFields_AndCountsTheVersion()
    {
        await using var platform = await TestPlatform.StartAsync(database, TestEntities.Site);
        var site = await SiteAsync(platform, "North");
        platform.Clock.Advance(TimeSpan.FromMinutes(5));

        var updated = await platform.Writer.UpdateAsync("site", site.Id, new RecordInput().Set("region", "EU"), 1, Ann, CancellationToken.None);

        var read = (await platform.Reader.FindAsync("site", site.Id, Ann, CancellationToken.None)).Value;
        Assert.Equal(("North", "EU", 2L), (read["name"], read["region"], read.Version));
        Assert.Equal(TimeSpan.FromMinutes(5), read.ModifiedAt - read.CreatedAt);
        Assert.Equal(2L, updated.Value.Version);
    }

    [Fact]
    public async Task Update_KeepsTheVersion_WhenNothingChanges()
    {
        await using var platform = await TestPlatform.StartAsync(database, TestEntities.Site);
        var site = await SiteAsync(platform, "North");

        var updated = await platform.Writer.UpdateAsync("site", site.Id, new RecordInput().Set("name", " North "), null, Ann, CancellationToken.None);

        Assert.Equal(1L, updated.Value.Version);
    }

    [Fact]
    public async Task Update_IsStale_WhenTheVersionMoved()
    {
        await using var platform = await TestPlatform.StartAsync(database, TestEntities.Site);
        var site = await SiteAsync(platform, "North");
        await platform.Writer.UpdateAsync("site", site.Id, new RecordInput().Set("name", "South"), null, Ann, CancellationToken.None);

        var late = await platform.Writer.UpdateAsync("site", site.Id, new RecordInput().Set("name", "East"), 1, Ann, CancellationToken.None);

        Assert.IsType<Stale>(late.Failure);
        Assert.Equal("South", (await platform.Reader.FindAsync("site", site.Id, Ann, CancellationToken.None)).Value["name"]);
    }

    [Fact]
    public async Task Update_LeavesTheRecordAlone_WhenOneOfTwoFieldsIsWrong()
    {
        await using var platform = await TestPlatform.StartAsync(database, TestEntities.Site);
        var site = await SiteAsync(platform, "North");

        var updated = await platform.Writer.UpdateAsync("site", site.Id, new RecordInput().Set("region", "EU").Set("name", null), null, Ann, CancellationToken.None);

        Assert.IsType<Invalid>(updated.Failure);
        Assert.Null((await platform.Reader.FindAsync("site", site.Id, Ann, CancellationToken.None)).Value["region"]);
    }

    [Fact]
    public async Task Delete_TakesCascadesAlong_AndRestoreBringsThemBack()
    {
        await using var platform = await TestPlatform.StartAsync(database, TestEntities.Site, TestEntities.Visit);
        var site = await SiteAsync(platform, "North");
        var early = await VisitAsync(platform, site, "Early");
        var late = await VisitAsync(platform, site, "Late");
        await platform.Writer.DeleteAsync("visit", early.Id, null, Ann, CancellationToken.None);
        platform.Clock.Advance(TimeSpan.FromSeconds(1));

        await platform.Writer.DeleteAsync("site", site.Id, null, Ann, CancellationToken.None);
        Assert.IsType<NotFound>((await platform.Reader.FindAsync("visit", late.Id, Ann, CancellationToken.None)).Failure);

        await platform.Writer.RestoreAsync("site", site.Id, Ann, CancellationToken.None);
        Assert.True((await platform.Reader.FindAsync("visit", late.Id, Ann, CancellationToken.None)).IsSuccess);
        Assert.IsType<NotFound>((await platform.Reader.FindAsync("visit", early.Id, Ann, CancellationToken.None)).Failure);
    }

    [Fact]
    public async Task Delete_IsAConflict_WhenARestrictingRecordPointsAtIt()
    {
        var visit = TestEntities.Visit;
        var restricting = visit with { Fields = [.. visit.Fields.Select(f => f.Name == "site_id" ? f with { OnDelete = OnDelete.Restrict } : f)] };
        await using var platform = await TestPlatform.StartAsync(database, TestEntities.Site, restricting);
        var site = await SiteAsync(platform, "North");
        await VisitAsync(platform, site, "Holds it");

        var deleted = await platform.Writer.DeleteAsync("site", site.Id, null, Ann, CancellationToken.None);

        Assert.IsType<Conflict>(deleted.Failure);
        Assert.True((await platform.Reader.FindAsync("site", site.Id, Ann, CancellationToken.None)).IsSuccess);
    }

    [Fact]
    public async Task Delete_Ends_WhenSelfReferencesFormACircle()
    {
        var site = TestEntities.Site with { Fields = [.. TestEntities.Site.Fields.Select(f => f.Name == "parent_id" ? f with { OnDelete = OnDelete.Cascade } : f)] };
        await using var platform = await TestPlatform.StartAsync(database, site);
        var first = await SiteAsync(platform, "One");
        var second = (await platform.Writer.CreateAsync("site", new RecordInput().Set("name", "Two").Set("parent_id", first.Id), Ann, CancellationToken.None)).Value;
        await platform.Writer.UpdateAsync("site", first.Id, new RecordInput().Set("parent_id", second.Id), null, Ann, CancellationToken.None);

        await platform.Writer.DeleteAsync("site", first.Id, null, Ann, CancellationToken.None);
        Assert.Equal(0, (await platform.Reader.CountAsync(new("site"), Ann, CancellationToken.None)).Value);

        await platform.Writer.RestoreAsync("site", second.Id, Ann, CancellationToken.None);
        Assert.Equal(2, (await platform.Reader.CountAsync(new("site"), Ann, CancellationToken.None)).Value);
    }

    [Fact]
    public async Task Restore_IsAConflict_WhenAUniqueValueWasTakenMeanwhile()
    {
        await using var platform = await TestPlatform.StartAsync(database, TestEntities.Site, TestEntities.Visit);
        var first = (await platform.Writer.CreateAsync("visit", new RecordInput().Set("subject", "A").Set("code", "x"), Ann, CancellationToken.None)).Value;
        await platform.Writer.DeleteAsync("visit", first.Id, null, Ann, CancellationToken.None);
        var second = await platform.Writer.CreateAsync("visit", new RecordInput().Set("subject", "B").Set("code", "x"), Ann, CancellationToken.None);

        var restored = await platform.Writer.RestoreAsync("visit", first.Id, Ann, CancellationToken.None);

        Assert.True(second.IsSuccess);
        Assert.IsType<Conflict>(restored.Failure);
    }

    [Fact]
    public async Task Restore_NamesTheRecordThatClashes_WhenItComesAlong()
    {
        await using var platform = await TestPlatform.StartAsync(database, TestEntities.Site, TestEntities.Visit);
        var site = await SiteAsync(platform, "North");
        await platform.Writer.CreateAsync("visit", new RecordInput().Set("subject", "A").Set("code", "x").Set("site_id", site.Id), Ann, CancellationToken.None);
        await platform.Writer.DeleteAsync("site", site.Id, null, Ann, CancellationToken.None);
        await platform.Writer.CreateAsync("visit", new RecordInput().Set("subject", "B").Set("code", "x"), Ann, CancellationToken.None);

        var restored = Assert.IsType<Conflict>((await platform.Writer.RestoreAsync("site", site.Id, Ann, CancellationToken.None)).Failure);

        Assert.Equal(("record.unique", "Another visit has the same Code."), (restored.Code, restored.Message));
        Assert.Empty(restored.Problems);
    }

    [Fact]
    public async Task Restore_TellsNothingOfWhatComesAlong_WhenTheSenderMayNotSeeIt()
    {
        await using var platform = await TestPlatform.StartAsync(database);
        await platform.PublishAsync(["""{"name":"keeper","title":"Keeper","entities":{"site":{"read":true,"update":true,"delete":true}}}"""], TestEntities.Site, TestEntities.Visit);
        var site = await SiteAsync(platform, "North");
        await platform.Writer.CreateAsync("visit", new RecordInput().Set("subject", "A").Set("code", "x").Set("site_id", site.Id), Ann, CancellationToken.None);
        await platform.Writer.DeleteAsync("site", site.Id, null, Ann, CancellationToken.None);
        await platform.Writer.CreateAsync("visit", new RecordInput().Set("subject", "B").Set("code", "x"), Ann, CancellationToken.None);

        var restored = Assert.IsType<Conflict>((await platform.Writer.RestoreAsync("site", site.Id, Ann with { Roles = RoleSet.Of("keeper") }, CancellationToken.None)).Failure);

        Assert.Equal(("record.unique", "Something that is changed along clashes with what is stored."), (restored.Code, restored.Message));
        Assert.Empty(restored.Problems);
    }

    private static async Task<Record> SiteAsync(TestPlatform platform, string name) =>
        (await platform.Writer.CreateAsync("site", new RecordInput().Set("name", name), Ann, CancellationToken.None)).Value;

    private static async Task<Record> VisitAsync(TestPlatform platform, Record site, string subject) =>
        (await platform.Writer.CreateAsync("visit", new RecordInput().Set("subject", subject).Set("site_id", site.Id), Ann, CancellationToken.None)).Value;

    [Fact]
    public async Task Delete_TakesEveryChildAlong_WhenMoreAreMadeMeanwhile()
    {
        await using var platform = await TestPlatform.StartAsync(database, TestEntities.Site, TestEntities.Visit);
        for (var round = 0; round < 5; round++)
        {
            var site = (await platform.Writer.CreateAsync("site", new RecordInput().Set("name", "North"), Ann, CancellationToken.None)).Value;
            var children = Enumerable.Range(0, 8).Select(_ => Task.Run(() => platform.Writer.CreateAsync("visit", new RecordInput().Set("subject", "A").Set("site_id", site.Id), Ann, CancellationToken.None)));

            await Task.WhenAll([.. children, Task.Run(() => platform.Writer.DeleteAsync("site", site.Id, null, Ann, CancellationToken.None))]);
        }

        Assert.Equal(0, (await platform.Reader.CountAsync(new("visit"), Ann, CancellationToken.None)).Value);
    }

    [Fact]
    public async Task Update_KeepsEveryChange_WhenManyChangeOneRecordAtOnce()
    {
        await using var platform = await TestPlatform.StartAsync(database, TestEntities.Site);
        var site = (await platform.Writer.CreateAsync("site", new RecordInput().Set("name", "N"), Ann, CancellationToken.None)).Value;

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Task.Run(() => platform.Writer.UpdateAsync("site", site.Id, new RecordInput().Set("name", $"N{i}"), null, Ann, CancellationToken.None))));

        Assert.All(outcomes, o => Assert.True(o.IsSuccess, o.Failure?.Message));
        Assert.Equal(13, (await platform.Reader.FindAsync("site", site.Id, Ann, CancellationToken.None)).Value.Version);
    }
}

public sealed class SqliteChangeTests() : ChangeContract(TestDatabases.Sqlite);

public sealed class PostgreSqlChangeTests() : ChangeContract(TestDatabases.PostgreSql);
