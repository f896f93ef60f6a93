using Microsoft.Data.Sqlite;

namespace Crm.Testing.Databases;

/// <summary>A file in the data directory.</summary>
internal sealed class SqliteTestDatabase : TestDatabase
{
    public SqliteTestDatabase() => Settings = new Dictionary<string, string>
    {
        ["Crm:Database:ConnectionString"] = new SqliteConnectionStringBuilder { DataSource = Path.Combine(DataDirectory, "crm.db") }.ToString(),
    };

    public override IReadOnlyDictionary<string, string> Settings { get; }

    public override ValueTask DisposeAsync()
    {
        SqliteConnection.ClearAllPools();
        return base.DisposeAsync();
    }
}
