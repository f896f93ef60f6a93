using Microsoft.Data.Sqlite;

namespace Crm.Platform.Storage.Databases;

/// <summary>Where records live: <c>Crm:DataDirectory</c> and <c>Crm:Database:*</c>.</summary>
public sealed class DatabaseOptions
{
    /// <summary>Absolute path; files and keys, and the database file where there is one, lie below it.</summary>
    public string DataDirectory { get; set; } = "";

    /// <summary>A <see cref="DatabaseMake"/> in any casing.</summary>
    public string Provider { get; set; } = nameof(DatabaseMake.Sqlite);

    /// <summary><see langword="null"/> is <c>crm.db</c> in the data directory; PostgreSQL needs one.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>What <see cref="Provider"/> says; <see langword="null"/> when it says nothing known.</summary>
    internal DatabaseMake? Make => Enum.GetNames<DatabaseMake>().FirstOrDefault(n => n.Equals(Provider, StringComparison.OrdinalIgnoreCase)) is { } name ? Enum.Parse<DatabaseMake>(name) : null;

    internal string SqliteConnectionString => ConnectionString
        ?? new SqliteConnectionStringBuilder { DataSource = Path.Combine(DataDirectory, "crm.db") }.ToString();
}

/// <summary>The databases there are to choose from.</summary>
public enum DatabaseMake
{
    /// <summary>A file; one node.</summary>
    Sqlite,

    /// <summary>A server, for one node or several.</summary>
    PostgreSql,
}
