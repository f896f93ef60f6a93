using Crm.Platform.Metadata.Publishing;
using Crm.Platform.Storage.Databases;
using Crm.Platform.Storage.Model;
using Crm.Testing.Databases;
using Crm.Testing.Platforms;
using Microsoft.EntityFrameworkCore;

namespace Crm.Platform.Storage.Tests.Schema;

/// <summary>Tables an earlier program made get what every table has by now, alike on every database.</summary>
public abstract class StoredTablesContract(Func<Task<TestDatabase>> database)
{
    [Fact]
    public async Task Start_MakesTheIndexOfTheTrash_WhereATableLacksIt()
    {
        await using var platform = await TestPlatform.StartShippedAsync(RepositoryFolder.Definitions, database);
        var before = await IndexesAsync(platform);
        await RunAsync(platform, "DROP INDEX ix_account__deleted_at", "DROP INDEX ix_contact__deleted_at");

        await platform.Get<IDefinitionStart>().StartAsync(RepositoryFolder.Definitions, CancellationToken.None);
        await platform.Get<IDefinitionStart>().StartAsync(RepositoryFolder.Definitions, CancellationToken.None);

        Assert.Contains("ix_account__deleted_at", before);
        Assert.Equal(before, await IndexesAsync(platform));
    }

    private static async Task RunAsync(TestPlatform platform, params string[] statements)
    {
        await using var context = platform.Get<IRecordDatabase>().Current.CreateContext();
        foreach (var statement in statements)
            await context.Database.ExecuteSqlRawAsync(statement);
    }

    private static async Task<List<string>> IndexesAsync(TestPlatform platform)
    {
        await using var context = platform.Get<IRecordDatabase>().Current.CreateContext();
        return [.. (await platform.Get<IDatabase>().NamesAsync(context.Database, CancellationToken.None)).Order(StringComparer.Ordinal)];
    }
}

public sealed class SqliteStoredTablesTests() : StoredTablesContract(TestDatabases.Sqlite);

public sealed class PostgreSqlStoredTablesTests() : StoredTablesContract(TestDatabases.PostgreSql);
