using Microsoft.Data.Sqlite;

namespace Crm.Testing.Databases;

/// <summary>A file in the data directory.</summary>
internal sealed class SqliteTestDatabase : TestDatabase
{
    public override IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string>();

    public override ValueTask DisposeAsync()
    {
        SqliteConnection.ClearAllPools();
        return base.DisposeAsync();
    }
}
