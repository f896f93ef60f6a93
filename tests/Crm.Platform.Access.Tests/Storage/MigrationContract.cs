using Crm.Platform.Abstractions;
using Crm.Platform.Access.Storage;
using Crm.Platform.Access.Tests.Hosting;
using Crm.Platform.Access.Users;
using Crm.Testing.Databases;
using Microsoft.EntityFrameworkCore;

namespace Crm.Platform.Access.Tests.Storage;

/// <summary>What the migrations written by hand leave behind, alike on every database.</summary>
public abstract class MigrationContract(Func<Task<TestDatabase>> database)
{
    /// <summary>Asks the database for its tables: a name, and everything that makes up what bears it.</summary>
    protected abstract string Catalog { get; }

    [Fact]
    public async Task Migration_MakesExactlyTheTablesOfTheModel()
    {
        await using var host = await AccessHost.StartAsync(database: database);

        var migrated = await host.QueryAsync(TablesAsync);
        var modelled = await FromModelAsync(host.Services);

        Assert.Contains(migrated.Keys, name => name.StartsWith("AspNetUserPasskeys", StringComparison.Ordinal));
        Assert.Equal(modelled.Keys.Order(), migrated.Keys.Order());
        Assert.All(modelled, table => Assert.Equal(table.Value, migrated[table.Key]));
    }

    [Fact]
    public async Task Migration_KeepsAHistoryOfItsOwn()
    {
        await using var host = await AccessHost.StartAsync(database: database);

        var applied = await host.QueryAsync(c => c.Database.SqlQuery<string>($"""SELECT "MigrationId" AS "Value" FROM __access_migrations""").ToListAsync());

        Assert.Equal("20250901000000_CreateAccessTables", Assert.Single(applied));
    }

    [Fact]
    public async Task Start_MakesTheAdministratorAndTheClient()
    {
        await using var host = await AccessHost.StartAsync(database: database);
        using var browser = host.Browse();

        using var signedIn = await browser.SignInAsync();
        await host.AddUserAsync("bob@example.com", "another good password");
        var again = await host.WithAsync<IUserDirectory, Result<Guid>>(users => users.CreateAsync(new NewUser("Bob", "BOB@example.com", "another good password", AccessRoles.User), CancellationToken.None));

        Assert.Equal(System.Net.HttpStatusCode.Redirect, signedIn.StatusCode);
        Assert.False(again.IsSuccess);
        Assert.Equal(2, await host.QueryAsync(c => c.Users.CountAsync()));
        Assert.Equal(AccessHost.ClientId, await host.QueryAsync(c => c.Clients.Select(x => x.ClientId).SingleAsync()));
    }

    private async Task<Dictionary<string, string>> FromModelAsync(IServiceProvider services)
    {
        await using var empty = await database();
        await using var provider = empty.Open(out var opened);
        var options = new DbContextOptionsBuilder<AccessContext>().UseApplicationServiceProvider(services);
        opened.Configure(options);
        await using var context = new AccessContext(options.Options, opened);
        await context.Database.EnsureCreatedAsync();
        return await TablesAsync(context);
    }

    /// <summary>Lines in order of their text: a migration may list columns in another order.</summary>
    private async Task<Dictionary<string, string>> TablesAsync(AccessContext context)
    {
        await context.Database.OpenConnectionAsync();
        await using var command = context.Database.GetDbConnection().CreateCommand();
#pragma warning disable CA2100 // One of two constants.
        command.CommandText = Catalog;
#pragma warning restore CA2100
        var tables = new Dictionary<string, string>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            tables[reader.GetString(0)] = string.Join('\n', reader.GetString(1).Split('\n', StringSplitOptions.TrimEntries).Select(line => line.TrimEnd(',')).Order());
        return tables;
    }
}

public sealed class SqliteMigrationTests() : MigrationContract(TestDatabases.Sqlite)
{
    protected override string Catalog => "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE '\\_\\_%' ESCAPE '\\' AND name NOT LIKE 'sqlite%'";
}

public sealed class PostgreSqlMigrationTests() : MigrationContract(TestDatabases.PostgreSql)
{
    protected override string Catalog => """
        SELECT table_name || '.' || column_name, concat_ws(' ', data_type, character_maximum_length, is_nullable, is_identity, identity_generation, column_default, collation_name)
        FROM information_schema.columns WHERE table_schema = 'public' AND table_name NOT LIKE '\_\_%'
        UNION ALL SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename NOT LIKE '\_\_%'
        UNION ALL SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND conname NOT LIKE 'PK\_\_%'
        """;
}
