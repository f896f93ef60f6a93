using System.Data.Common;
using Npgsql;

namespace Crm.Platform.Storage.Databases.PostgreSql;

/// <summary>Locks that stand for no row: the draft, the version, a start. The server drops them with the transaction or the connection, however that ends.</summary>
internal static class AdvisoryLocks
{
    // "CRM" in ASCII; the second number says what is locked.
    private const int Space = 0x43524D;
    private const int Start = 100;

    public static async Task HoldAsync(DbCommand command, Hold what, CancellationToken cancellationToken)
    {
        await using (command)
        {
            command.CommandText = what switch
            {
                Hold.Draft => Lock(Hold.Draft),
                Hold.Version => Lock(Hold.Version),
                Hold.People => Lock(Hold.People),
                _ => throw new ArgumentOutOfRangeException(nameof(what), what, null),
            };
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    /// <remarks>Statements of their own, because each sees what was committed when it began: the version must be read after the wait.</remarks>
    public static async ValueTask<int?> HoldVersionAsync(DbCommand command, SameTrip also, CancellationToken cancellationToken)
    {
        await using (command)
        {
#pragma warning disable CA2100 // Both are constants.
            command.CommandText = HoldVersion + also.Sql;
#pragma warning restore CA2100
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            await reader.NextResultAsync(cancellationToken);
            int? version = await reader.ReadAsync(cancellationToken) ? reader.GetInt32(0) : null;
            await reader.NextResultAsync(cancellationToken);
            await also.ReadAsync(reader, cancellationToken);
            return version;
        }
    }

    /// <summary>On a connection of its own, so that transactions come and go below it.</summary>
    public static async Task<IAsyncDisposable> StartAloneAsync(NpgsqlDataSource source, CancellationToken cancellationToken)
    {
        var connection = await source.OpenConnectionAsync(cancellationToken);
        try
        {
            await using var command = connection.CreateCommand();
            command.CommandText = $"SELECT pg_advisory_lock({Space}, {Start})";
            // Another node's first start may take its time.
            command.CommandTimeout = 0;
            await command.ExecuteNonQueryAsync(cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private static readonly string HoldVersion = $"SELECT pg_advisory_xact_lock_shared({Space}, {(int)Hold.Version}); SELECT coalesce(max(number), 0) FROM crm_version; ";

    private static string Lock(Hold what) => $"SELECT pg_advisory_xact_lock({Space}, {(int)what})";
}
