using Npgsql;

namespace Crm.Platform.Storage.Databases.PostgreSql;

/// <summary>What connections are set to where the connection string does not say otherwise.</summary>
internal static class PostgreSqlConnection
{
    private const int OldestServer = 13;

    /// <summary>Two nodes and an administrator fit into the hundred connections a server takes as it comes.</summary>
    private const int MostConnections = 40;

    private const int PreparedStatements = 200;

    /// <exception cref="ArgumentException">It is no connection string.</exception>
    public static string Complete(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        // What is set, by its one name; ContainsKey says of every known word that it is there.
        var given = settings.Keys;
        if (!given.Contains("Maximum Pool Size"))
            settings.MaxPoolSize = MostConnections;
        if (!given.Contains("Max Auto Prepare"))
            settings.MaxAutoPrepare = PreparedStatements;
        settings.ApplicationName ??= "Crm.Platform";
        // Dates as text, and days of moments, must not depend on how the server is set.
        settings.Timezone = "UTC";
        return settings.ConnectionString;
    }

    /// <exception cref="UnusableDatabaseException">The server is too old.</exception>
    public static void DemandUsable(NpgsqlConnection connection)
    {
        if (connection.PostgreSqlVersion.Major < OldestServer)
            throw new UnusableDatabaseException($"The server is PostgreSQL {connection.PostgreSqlVersion}; {OldestServer} or later is needed.");
    }
}
