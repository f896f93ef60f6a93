using Crm.Platform.Access.Storage;
using Crm.Platform.Access.Tests.Hosting;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;

namespace Crm.Platform.Access.Tests.Storage;

public sealed class MigrationTests
{
    [Fact]
    public async Task Migration_MakesExactlyTheTablesOfTheModel()
    {
        await using var host = await AccessHost.StartAsync();

        var migrated = await host.QueryAsync(c => TablesAsync(c.Database.GetConnectionString()!));
        var modelled = await host.QueryAsync(CreateFromModelAsync);

        Assert.Contains("AspNetUserPasskeys", migrated.Keys);
        Assert.Equal(modelled.Keys.Order(), migrated.Keys.Order());
        Assert.All(modelled, table => Assert.Equal(table.Value, migrated[table.Key]));
    }

    [Fact]
    public async Task Migration_KeepsAHistoryOfItsOwn()
    {
        await using var host = await AccessHost.StartAsync();

        var applied = await host.QueryAsync(c => c.Database.SqlQuery<string>($"SELECT MigrationId AS Value FROM __access_migrations").ToListAsync());

        Assert.Equal("20250901000000_CreateAccessTables", Assert.Single(applied));
    }

    private static async Task<Dictionary<string, string>> CreateFromModelAsync(AccessContext context)
    {
        var path = Path.Combine(Path.GetTempPath(), $"crm-access-model-{Guid.NewGuid():n}.db");
        try
        {
            context.Database.SetConnectionString($"Data Source={path};Pooling=False");
            await context.GetService<IRelationalDatabaseCreator>().CreateAsync();
            await context.GetService<IRelationalDatabaseCreator>().CreateTablesAsync();
            return await TablesAsync($"Data Source={path};Pooling=False");
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>Every table and index of ours with its SQL, columns in order of name: a migration may list them in another order.</summary>
    private static async Task<Dictionary<string, string>> TablesAsync(string connectionString)
    {
        await using var connection = new SqliteConnection(connectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE '\\_\\_%' ESCAPE '\\' AND name NOT LIKE 'sqlite%'";
        var tables = new Dictionary<string, string>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            tables[reader.GetString(0)] = string.Join('\n', reader.GetString(1).Split('\n', StringSplitOptions.TrimEntries).Select(line => line.TrimEnd(',')).Order());
        return tables;
    }
}
