using System.Collections.Immutable;
using Crm.Platform.Expressions.Querying;
using Crm.Platform.Storage.Search;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Crm.Platform.Storage.Databases;

/// <summary>The one database: how to reach it and what differs between makes.</summary>
public interface IDatabase
{
    /// <summary>Collation of text columns of records: letters A to Z alike in either case where the database compares by collation, by code point where the dialect folds.</summary>
    string TextCollation { get; }

    /// <summary>What it says differently in queries.</summary>
    IQueryDialect Dialect { get; }

    /// <summary>How it keeps and finds words.</summary>
    ISearchIndex Search { get; }

    /// <summary>How many parameters a statement that inserts rows has at best.</summary>
    int ParametersAtOnce { get; }

    /// <summary>Points a context at it. Every context of the product is configured here.</summary>
    /// <param name="migrationsTable">Where the context keeps the history of its migrations; <see langword="null"/> for a context without.</param>
    void Configure(DbContextOptionsBuilder options, string? migrationsTable = null);

    /// <summary>Makes it ready for its first connection. Safe to repeat.</summary>
    /// <exception cref="IOException">Another host has it that this one cannot share it with.</exception>
    /// <exception cref="System.Data.Common.DbException">It cannot be reached, or not be used as it is set up.</exception>
    Task PrepareAsync(CancellationToken cancellationToken);

    /// <summary>Waits until no other node is starting: tables and first records are made by one at a time.</summary>
    Task<IAsyncDisposable> StartAloneAsync(CancellationToken cancellationToken);

    /// <summary>Waits for the right to write. SQLite has one writer: queueing here is fair and fast, its own busy handler sleeps. Elsewhere at once.</summary>
    /// <returns>Disposing it lets the next writer in.</returns>
    ValueTask<IDisposable> WriteAsync(CancellationToken cancellationToken);

    /// <summary>Keeps others from <paramref name="what"/> until the transaction ends. Nothing to do where one writes at a time.</summary>
    Task HoldAsync(DatabaseFacade transaction, Hold what, CancellationToken cancellationToken);

    /// <summary>Keeps publishes out until the transaction ends; other writers of records go on.</summary>
    /// <param name="also">Asked once the version is held.</param>
    /// <returns>The newest version, which another node may have published; <see langword="null"/> where no other node can.</returns>
    ValueTask<int?> HoldVersionAsync(DatabaseFacade transaction, SameTrip also, CancellationToken cancellationToken);

    /// <summary>
    /// The position before which no change is under way any more: all that are noted below it are there to be seen, and none will be added. What is read
    /// after asking holds them; those noted from it on may be in it or not.
    /// </summary>
    /// <remarks>Numbers that only grow would not do: of two writers side by side the one with the smaller number may commit last.</remarks>
    Task<long> HorizonAsync(DatabaseFacade database, CancellationToken cancellationToken);

    /// <summary>Names of all tables and indexes it holds.</summary>
    Task<IReadOnlySet<string>> NamesAsync(DatabaseFacade database, CancellationToken cancellationToken);

    /// <summary>Has it keep what it needs to know of its tables to choose well between their indexes. Safe to repeat.</summary>
    Task CompleteStatisticsAsync(DatabaseFacade database, CancellationToken cancellationToken);

    /// <summary>Tells the other nodes of a publish when the transaction commits.</summary>
    Task AnnounceAsync(DatabaseFacade transaction, CancellationToken cancellationToken);

    /// <summary>Waits until another node may have published: at once when it tells so, or after a moment. For ever where there is no other node.</summary>
    Task AwaitPublishAsync(CancellationToken cancellationToken);

    /// <summary>The unique key a failed save ran into, or <see langword="null"/> when it failed for another reason.</summary>
    /// <param name="model">The model whose tables were written.</param>
    UniqueViolation? ReadUniqueViolation(Exception exception, IModel model);

    /// <summary>Whether a statement failed because a publish changed the tables under it.</summary>
    bool IsSchemaMismatch(Exception exception);

    /// <summary>Whether the database undid the transaction to let another one through: the same work may be done again.</summary>
    bool IsUndone(Exception exception);

    /// <summary>Whether a statement failed because a number in it, such as a sum, has more digits than the database computes with.</summary>
    bool IsOutOfRange(Exception exception);

    /// <summary>Whether the connection broke, so that a read may be tried on another one.</summary>
    bool IsConnectionLost(Exception exception);
}

/// <summary>What only one transaction may have at a time.</summary>
public enum Hold
{
    /// <summary>The draft.</summary>
    Draft = 1,

    /// <summary>The tables of records and the newest version: also waits for those who write records.</summary>
    Version = 2,

    /// <summary>Accounts, their roles and the clients; teams, their members and whom they reach.</summary>
    People = 3,
}

/// <summary>A unique key that is taken.</summary>
/// <param name="Table">Whose key; empty where the database does not say.</param>
public sealed record UniqueViolation(string Table, ImmutableArray<string> Columns);
