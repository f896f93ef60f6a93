using Crm.Platform.Abstractions;
using Crm.Platform.Records.Writing;
using Crm.Platform.Storage.Model;
using Crm.Testing.Databases;
using Crm.Testing.Platforms;
using Microsoft.EntityFrameworkCore;

namespace Crm.Platform.Records.Tests.Writing;

/// <summary>What only a database with many writers does.</summary>
public sealed class DeadlockTests
{
    [Fact]
    public async Task Delete_IsDoneAgain_WhenTheDatabaseUndidItForAnother()
    {
        await using var platform = await TestPlatform.StartAsync(TestDatabases.PostgreSql, TestEntities.Site, TestEntities.Visit);
        var site = (await platform.Writer.CreateAsync("site", new RecordInput().Set("name", "North"), Caller.Platform, CancellationToken.None)).Value;
        await platform.Writer.CreateAsync("visit", new RecordInput().Set("subject", "A").Set("site_id", site.Id), Caller.Platform, CancellationToken.None);
        await using var other = platform.Get<IRecordDatabase>().Current.CreateContext();
        // Outside the transaction, which would keep seeing what it saw first.
        await using var watching = platform.Get<IRecordDatabase>().Current.CreateContext();
        await using var transaction = await other.Database.BeginTransactionAsync();
        // The server looks for a deadlock from the side of whoever waited long enough first; that must be the delete.
        await other.Database.ExecuteSqlRawAsync("SET LOCAL deadlock_timeout = '60s'");
        await other.Database.ExecuteSqlRawAsync("SELECT 1 FROM visit FOR UPDATE");

        var delete = Task.Run(() => platform.Writer.DeleteAsync("site", site.Id, null, Caller.Platform, CancellationToken.None));
        while (!delete.IsCompleted && await watching.Database.SqlQueryRaw<int>("SELECT count(*)::int AS \"Value\" FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'").SingleAsync() == 0)
        {
            // Until the delete waits for the visit.
        }
        await other.Database.ExecuteSqlRawAsync("SELECT 1 FROM site FOR UPDATE");
        await transaction.CommitAsync();

        Assert.True((await delete).IsSuccess);
        Assert.IsType<NotFound>((await platform.Reader.FindAsync("site", site.Id, Caller.Platform, CancellationToken.None)).Failure);
    }
}
