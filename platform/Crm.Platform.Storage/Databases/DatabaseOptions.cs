using Microsoft.Data.Sqlite;

namespace Crm.Platform.Storage.Databases;

/// <summary>Where records live: <c>Crm:DataDirectory</c> and <c>Crm:Database:*</c>.</summary>
public sealed class DatabaseOptions
{
    /// <summary>Absolute path; database file, keys and files lie below it.</summary>
    public string DataDirectory { get; set; } = "";

    /// <summary><c>Sqlite</c>; <c>PostgreSql</c> follows.</summary>
    public string Provider { get; set; } = "Sqlite";

    /// <summary><see langword="null"/> is <c>crm.db</c> in the data directory.</summary>
    public string? ConnectionString { get; set; }

    internal string SqliteConnectionString => ConnectionString
        ?? new SqliteConnectionStringBuilder { DataSource = Path.Combine(DataDirectory, "crm.db") }.ToString();
}
