using Microsoft.EntityFrameworkCore;

namespace Crm.Platform.Storage.Databases;

/// <summary>The one database: how to reach it and what differs between makes.</summary>
public interface IDatabase
{
    /// <summary>Points a context at it. Every context of the product is configured here.</summary>
    void Configure(DbContextOptionsBuilder options);

    /// <summary>Waits for the right to write. SQLite has one writer: queueing here is fair and fast, its own busy handler sleeps. Elsewhere at once.</summary>
    /// <returns>Disposing it lets the next writer in.</returns>
    ValueTask<IDisposable> WriteAsync(CancellationToken cancellationToken);
}
