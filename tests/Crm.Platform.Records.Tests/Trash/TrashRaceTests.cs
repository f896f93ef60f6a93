using Crm.Platform.Abstractions;
using Crm.Platform.Records.History;
using Crm.Platform.Records.Trash;
using Crm.Platform.Records.Writing;
using Crm.Platform.Storage.Model;
using Crm.Testing.Databases;
using Crm.Testing.Platforms;
using Microsoft.EntityFrameworkCore;

namespace Crm.Platform.Records.Tests.Trash;

/// <summary>Records that come back while they are about to be deleted for good: only where there are many writers.</summary>
public sealed class TrashRaceTests
{
    private static readonly Caller Ann = new(Guid.CreateVersion7(), CallerRights.Read | CallerRights.Write | CallerRights.Admin);

    [Fact]
    public async Task Purge_LeavesARecord_ThatIsBroughtBackMeanwhile()
    {
        await using var platform = await StartAsync();
        var site = await TrashedSiteAsync(platform);

        var purged = await WhileRestoringAsync(platform, "site", site, () => platform.Get<ITrash>().PurgeAsync("site", site, Ann, CancellationToken.None));

        Assert.IsType<NotFound>(purged.Failure);
        await AssertWholeAsync(platform, "site", site);
    }

    [Fact]
    public async Task Pruning_LeavesARecord_ThatIsBroughtBackMeanwhile()
    {
        await using var platform = await StartAsync();
        var site = await TrashedSiteAsync(platform);
        platform.Clock.Advance(TimeSpan.FromDays(91));

        var removed = await WhileRestoringAsync(platform, "site", site, () => platform.Get<Records.Trash.Trash>().PurgeBeforeAsync(platform.Clock.GetUtcNow().UtcDateTime.AddDays(-90), CancellationToken.None));

        Assert.Equal(0, removed);
        await AssertWholeAsync(platform, "site", site);
    }

    [Fact]
    public async Task Purge_LeavesWhatWentAlong_ThatIsBroughtBackMeanwhile()
    {
        await using var platform = await StartAsync();
        var site = (await platform.Writer.CreateAsync("site", new RecordInput().Set("name", "North"), Ann, CancellationToken.None)).Value.Id;
        var visit = (await platform.Writer.CreateAsync("visit", new RecordInput().Set("subject", "A").Set("site_id", site), Ann, CancellationToken.None)).Value.Id;
        await platform.Writer.DeleteAsync("site", site, null, Ann, CancellationToken.None);

        var purged = await WhileRestoringAsync(platform, "visit", visit, () => platform.Get<ITrash>().PurgeAsync("site", site, Ann, CancellationToken.None));

        Assert.Equal(1, purged.Value);
        await AssertWholeAsync(platform, "visit", visit);
        Assert.Null((await platform.Reader.FindAsync("visit", visit, Ann, CancellationToken.None)).Value["site_id"]);
    }

    private static Task<TestPlatform> StartAsync() => TestPlatform.StartAsync(TestDatabases.PostgreSql, TestEntities.Site, TestEntities.Visit);

    private static async Task<Guid> TrashedSiteAsync(TestPlatform platform)
    {
        var site = (await platform.Writer.CreateAsync("site", new RecordInput().Set("name", "North"), Ann, CancellationToken.None)).Value.Id;
        await platform.Writer.DeleteAsync("site", site, null, Ann, CancellationToken.None);
        return site;
    }

    /// <summary>Begins to bring a record back, and ends it once <paramref name="work"/> waits for it.</summary>
    private static async Task<T> WhileRestoringAsync<T>(TestPlatform platform, string entity, Guid id, Func<Task<T>> work)
    {
        await using var restoring = platform.Get<IRecordDatabase>().Current.CreateContext();
        // Outside the transaction, which would keep seeing what it saw first.
        await using var watching = platform.Get<IRecordDatabase>().Current.CreateContext();
        await using var transaction = await restoring.Database.BeginTransactionAsync();
        await restoring.Records(entity).Where(r => r.Id == id).ExecuteUpdateAsync(set => set.SetProperty(r => r.DeletedAt, (DateTime?)null).SetProperty(r => r.Version, r => r.Version + 1));

        var running = Task.Run(work);
        while (!running.IsCompleted && await watching.Database.SqlQueryRaw<int>("SELECT count(*)::int AS \"Value\" FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'").SingleAsync() == 0)
        {
            // Until it waits for the record.
        }
        await transaction.CommitAsync();
        return await running;
    }

    private static async Task AssertWholeAsync(TestPlatform platform, string entity, Guid id)
    {
        Assert.True((await platform.Reader.FindAsync(entity, id, Ann, CancellationToken.None)).IsSuccess);
        Assert.NotEmpty((await platform.Get<IRecordHistory>().ListAsync(entity, id, null, 10, Ann, CancellationToken.None)).Value.Entries);
    }
}
