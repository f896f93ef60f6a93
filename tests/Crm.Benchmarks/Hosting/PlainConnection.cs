using Crm.Testing.Databases;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Crm.Benchmarks.Hosting;

/// <summary>The hand-written side's way to the platform's database, with the same settings of the connection.</summary>
internal static class PlainConnection
{
    private const int PreparedStatements = 200;

    public static DbContextOptionsBuilder UseOneOf(this DbContextOptionsBuilder options, TestDatabase database) =>
        database.Settings.TryGetValue("Crm:Database:Provider", out var provider) && provider == "PostgreSql"
            ? options.UseNpgsql(new NpgsqlConnectionStringBuilder(database.Settings["Crm:Database:ConnectionString"]) { MaxAutoPrepare = PreparedStatements, MaxPoolSize = 40 }.ConnectionString)
            : options.UseSqlite($"Data Source={Path.Combine(database.DataDirectory, "crm.db")}");
}
