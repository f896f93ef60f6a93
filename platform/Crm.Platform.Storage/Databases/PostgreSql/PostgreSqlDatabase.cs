using System.Data.Common;
using Crm.Platform.Expressions.Querying;
using Crm.Platform.Storage.Search;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Query;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Crm.Platform.Storage.Databases.PostgreSql;

/// <summary>A PostgreSQL database, which several nodes may share. Writers go on side by side: rows and advisory locks keep them apart.</summary>
internal sealed class PostgreSqlDatabase : IDatabase, IAsyncDisposable, IDisposable
{
    private readonly NpgsqlDataSource _source;
    private readonly PublishSignal _signal;

    static PostgreSqlDatabase() =>
        // Otherwise the first and last day of the calendar would become infinite, and no day at all.
        AppContext.SetSwitch("Npgsql.DisableDateTimeInfinityConversions", true);

    public PostgreSqlDatabase(string connectionString)
    {
        _source = NpgsqlDataSource.Create(PostgreSqlConnection.Complete(connectionString));
        _signal = new PublishSignal(_source);
    }

    /// <summary>By code point; the dialect folds letters on top.</summary>
    public string TextCollation => "C";

    public IQueryDialect Dialect { get; } = new PostgreSqlDialect();

    public ISearchIndex Search { get; } = new PostgreSqlSearch();

    /// <summary>Many: each statement is a trip to the server.</summary>
    public int ParametersAtOnce => 2_000;

    public void Configure(DbContextOptionsBuilder options, string? migrationsTable = null) => options
        .UseNpgsql(_source, npgsql => (migrationsTable is null ? npgsql : npgsql.MigrationsHistoryTable(migrationsTable)).UseRelationalNulls())
        .ReplaceService<IMigrationsSqlGenerator, PostgreSqlTables>()
        .ReplaceService<IQuerySqlGeneratorFactory, PostgreSqlQueryTexts>()
        .ReplaceService<IMethodCallTranslatorProvider, PostgreSqlFunctions>()
        .ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.PendingModelChangesWarning));

    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        await using var connection = await _source.OpenConnectionAsync(cancellationToken);
        PostgreSqlConnection.DemandUsable(connection);
        await using var command = new NpgsqlCommand("SHOW server_encoding", connection);
        if (await command.ExecuteScalarAsync(cancellationToken) is string encoding and not "UTF8")
            throw new UnusableDatabaseException($"Its encoding is {encoding}; create it with ENCODING 'UTF8'.");
    }

    public Task<IAsyncDisposable> StartAloneAsync(CancellationToken cancellationToken) => AdvisoryLocks.StartAloneAsync(_source, cancellationToken);

    public ValueTask<IDisposable> WriteAsync(CancellationToken cancellationToken) => ValueTask.FromResult<IDisposable>(Nothing.ToRelease);

    public Task HoldAsync(DatabaseFacade transaction, Hold what, CancellationToken cancellationToken) =>
        AdvisoryLocks.HoldAsync(Command(transaction), what, cancellationToken);

    public ValueTask<int?> HoldVersionAsync(DatabaseFacade transaction, SameTrip also, CancellationToken cancellationToken) =>
        AdvisoryLocks.HoldVersionAsync(Command(transaction), also, cancellationToken);

    /// <summary>The oldest transaction that is still under way.</summary>
    public async Task<long> HorizonAsync(DatabaseFacade database, CancellationToken cancellationToken) =>
        await database.SqlQuery<long>($"SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint AS \"Value\"").SingleAsync(cancellationToken);

    public async Task<IReadOnlySet<string>> NamesAsync(DatabaseFacade database, CancellationToken cancellationToken) =>
        await database.SqlQuery<string>($"SELECT relname::text AS \"Value\" FROM pg_class WHERE relnamespace = current_schema()::regnamespace").ToHashSetAsync(StringComparer.Ordinal, cancellationToken);

    public Task CompleteStatisticsAsync(DatabaseFacade database, CancellationToken cancellationToken) => FoldedStatistics.CompleteAsync(database, cancellationToken);

    public Task AnnounceAsync(DatabaseFacade transaction, CancellationToken cancellationToken) => PublishSignal.SendAsync(Command(transaction), cancellationToken);

    public Task AwaitPublishAsync(CancellationToken cancellationToken) => _signal.AwaitAsync(cancellationToken);

    public UniqueViolation? ReadUniqueViolation(Exception exception, IModel model)
    {
        if (Server(exception) is not { SqlState: PostgresErrorCodes.UniqueViolation, TableName: { } table, ConstraintName: { } key })
            return null;
        var written = model.GetEntityTypes().FirstOrDefault(e => e.GetTableName() == table);
        var columns = written?.GetIndexes().FirstOrDefault(i => i.Name == key)?.Properties ?? written?.FindPrimaryKey()?.Properties;
        return new UniqueViolation(table, [.. columns?.Select(p => p.GetColumnName()) ?? [key]]);
    }

    public bool IsSchemaMismatch(Exception exception) => Server(exception) is { SqlState: PostgresErrorCodes.UndefinedColumn or PostgresErrorCodes.UndefinedTable };

    public bool IsUndone(Exception exception) => Server(exception) is { SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected };

    public bool IsOutOfRange(Exception exception) => Server(exception) is { SqlState: PostgresErrorCodes.NumericValueOutOfRange };

    public bool IsConnectionLost(Exception exception) =>
        Inner<NpgsqlException>(exception) is { IsTransient: true } and (not PostgresException or PostgresException { SqlState: PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown });

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    public void Dispose() => _source.Dispose();

    private static PostgresException? Server(Exception exception) => Inner<PostgresException>(exception);

    /// <summary>EF Core wraps what fails in a save once, and what may pass in time once more.</summary>
    private static T? Inner<T>(Exception exception)
        where T : Exception =>
        exception as T ?? exception.InnerException as T ?? exception.InnerException?.InnerException as T;

    private static DbCommand Command(DatabaseFacade transaction)
    {
        var command = transaction.GetDbConnection().CreateCommand();
        command.Transaction = transaction.CurrentTransaction!.GetDbTransaction();
        return command;
    }
}
