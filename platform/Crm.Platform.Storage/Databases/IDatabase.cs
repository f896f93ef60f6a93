using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;

namespace Crm.Platform.Storage.Databases;

/// <summary>The one database: how to reach it and what differs between makes.</summary>
public interface IDatabase
{
    /// <summary>Points a context at it. Every context of the product is configured here.</summary>
    /// <param name="migrationsTable">Where the context keeps the history of its migrations; <see langword="null"/> for a context without.</param>
    void Configure(DbContextOptionsBuilder options, string? migrationsTable = null);

    /// <summary>Makes it ready for its first connection. Safe to repeat.</summary>
    /// <exception cref="IOException">Another host has it that this one cannot share it with.</exception>
    Task PrepareAsync(CancellationToken cancellationToken);

    /// <summary>Waits for the right to write. SQLite has one writer: queueing here is fair and fast, its own busy handler sleeps. Elsewhere at once.</summary>
    /// <returns>Disposing it lets the next writer in.</returns>
    ValueTask<IDisposable> WriteAsync(CancellationToken cancellationToken);

    /// <summary>The columns of the unique key a failed save ran into, or <see langword="null"/> when it failed for another reason.</summary>
    UniqueViolation? ReadUniqueViolation(Exception exception);

    /// <summary>Whether a statement failed because a publish changed the tables under it.</summary>
    bool IsSchemaMismatch(Exception exception);
}

/// <summary>A unique key that is taken.</summary>
public sealed record UniqueViolation(ImmutableArray<string> Columns);
