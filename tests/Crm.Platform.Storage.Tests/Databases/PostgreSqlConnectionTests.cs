using Crm.Platform.Storage.Databases;
using Crm.Testing.Databases;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Crm.Platform.Storage.Tests.Databases;

public sealed class PostgreSqlConnectionTests
{
    [Theory]
    [InlineData("", 200, 40)]
    [InlineData("Max Auto Prepare=0;MaxPoolSize=7", 0, 7)]
    public async Task Connection_HasSettingsOfItsOwn_WhereTheConnectionStringIsSilent(string given, int prepared, int pool)
    {
        await using var database = await TestDatabases.PostgreSql();
        await using var provider = database.Open(options => options.ConnectionString += ";" + given, out var opened);
        await using var context = Context(opened);
        var used = new NpgsqlConnectionStringBuilder(context.Database.GetDbConnection().ConnectionString);

        Assert.Equal((prepared, pool, "UTC", "Crm.Platform"), (used.MaxAutoPrepare, used.MaxPoolSize, used.Timezone, used.ApplicationName));
    }

    private static DbContext Context(IDatabase database)
    {
        var options = new DbContextOptionsBuilder();
        database.Configure(options);
        return new DbContext(options.Options);
    }
}
