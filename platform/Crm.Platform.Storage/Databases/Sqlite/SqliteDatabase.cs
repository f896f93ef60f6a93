using Crm.Platform.Expressions.Querying;
using Crm.Platform.Storage.Search;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Crm.Platform.Storage.Databases.Sqlite;

/// <summary>One SQLite file in write-ahead mode: readers never wait, writers queue. One process has it to itself.</summary>
internal sealed class SqliteDatabase : IDatabase, IDisposable
{
    private const int UniqueConstraintFailed = 2067;
    private const int PrimaryKeyTaken = 1555;
    private const int GenericError = 1;

    private readonly SemaphoreSlim _writer = new(1, 1);
    private readonly string _connectionString;
    private readonly OnlyHost _host;

    public SqliteDatabase(string connectionString)
    {
        _connectionString = connectionString;
        _host = new OnlyHost(connectionString);
    }

    public string TextCollation => "NOCASE";

    public IQueryDialect Dialect { get; } = new SqliteDialect();

    public ISearchIndex Search { get; } = new SqliteSearch();

    /// <summary>Few: SQLite looks for each by name, from the first on.</summary>
    public int ParametersAtOnce => 100;

    public void Configure(DbContextOptionsBuilder options, string? migrationsTable = null) => options
        .UseSqlite(_connectionString, sqlite => (migrationsTable is null ? sqlite : sqlite.MigrationsHistoryTable(migrationsTable)).UseRelationalNulls())
        .ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.PendingModelChangesWarning));

    public async ValueTask<IDisposable> WriteAsync(CancellationToken cancellationToken)
    {
        await _writer.WaitAsync(cancellationToken);
        return new Turn(_writer);
    }

    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        _host.Take();
        await using var connection = new SqliteConnection(_connectionString);
        await connection.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode = WAL";
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public Task<IAsyncDisposable> StartAloneAsync(CancellationToken cancellationToken) => Task.FromResult<IAsyncDisposable>(Nothing.ToRelease);

    public Task HoldAsync(DatabaseFacade transaction, Hold what, CancellationToken cancellationToken) => Task.CompletedTask;

    public ValueTask<int?> HoldVersionAsync(DatabaseFacade transaction, SameTrip also, CancellationToken cancellationToken) => ValueTask.FromResult<int?>(null);

    /// <summary>One writes at a time, so what is numbered is committed in that order.</summary>
    public async Task<long> HorizonAsync(DatabaseFacade database, CancellationToken cancellationToken) =>
        await database.SqlQuery<long>($"SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'crm_change'), 0) + 1 AS \"Value\"").SingleAsync(cancellationToken);

    public async Task<IReadOnlySet<string>> NamesAsync(DatabaseFacade database, CancellationToken cancellationToken) =>
        await database.SqlQuery<string>($"SELECT name AS \"Value\" FROM sqlite_master").ToHashSetAsync(StringComparer.Ordinal, cancellationToken);

    public Task CompleteStatisticsAsync(DatabaseFacade database, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task AnnounceAsync(DatabaseFacade transaction, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task AwaitPublishAsync(CancellationToken cancellationToken) => Task.Delay(Timeout.Infinite, cancellationToken);

    public UniqueViolation? ReadUniqueViolation(Exception exception, IModel model)
    {
        // "UNIQUE constraint failed: contact.email, contact.account_id" names the columns, never the values.
        if (Sqlite(exception) is not { SqliteExtendedErrorCode: UniqueConstraintFailed or PrimaryKeyTaken, Message: var message })
            return null;
        var columns = message[(message.IndexOf(':', message.IndexOf("failed", StringComparison.Ordinal)) + 1)..].TrimEnd('\'', '.').Split(',');
        return new UniqueViolation(columns[0][..Math.Max(columns[0].LastIndexOf('.'), 0)].Trim(), [.. columns.Select(c => c[(c.LastIndexOf('.') + 1)..].Trim())]);
    }

    public bool IsSchemaMismatch(Exception exception) =>
        Sqlite(exception) is { SqliteErrorCode: GenericError, Message: var message }
        && (message.Contains("no such column", StringComparison.Ordinal) || message.Contains("no such table", StringComparison.Ordinal) || message.Contains("has no column", StringComparison.Ordinal));

    public bool IsUndone(Exception exception) => false;

    public bool IsOutOfRange(Exception exception) => Sqlite(exception) is { SqliteErrorCode: GenericError, Message: var message } && message.Contains("integer overflow", StringComparison.Ordinal);

    public bool IsConnectionLost(Exception exception) => false;

    public void Dispose()
    {
        _writer.Dispose();
        _host.Dispose();
    }

    private static SqliteException? Sqlite(Exception exception) => exception as SqliteException ?? exception.InnerException as SqliteException;

    private sealed class Turn(SemaphoreSlim writer) : IDisposable
    {
        private SemaphoreSlim? _writer = writer;

        public void Dispose() => Interlocked.Exchange(ref _writer, null)?.Release();
    }
}
