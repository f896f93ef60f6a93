using Crm.Platform.Storage.Databases;
using Crm.Platform.Storage.Events;
using Microsoft.EntityFrameworkCore;

namespace Crm.Platform.Storage.Platform;

/// <summary>Brings the platform's own tables up to date before anything reads them.</summary>
public interface IStorageStart
{
    /// <exception cref="System.Data.Common.DbException">The database cannot be opened or is not ours.</exception>
    Task PrepareAsync(CancellationToken cancellationToken);

    /// <summary>Waits until no other node is starting; then this one may prepare until the result is disposed.</summary>
    /// <exception cref="System.Data.Common.DbException">The database cannot be reached.</exception>
    Task<IAsyncDisposable> AloneAsync(CancellationToken cancellationToken);
}

/// <inheritdoc/>
internal sealed class StorageStart(IDatabase database, IDbContextFactory<PlatformContext> contexts, IDbContextFactory<EventContext> events) : IStorageStart
{
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        await database.PrepareAsync(cancellationToken);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await context.Database.MigrateAsync(cancellationToken);
        await using var eventContext = await events.CreateDbContextAsync(cancellationToken);
        await eventContext.Database.MigrateAsync(cancellationToken);
        // Tables that an earlier build made have none.
        await database.CompleteStatisticsAsync(context.Database, cancellationToken);
    }

    public Task<IAsyncDisposable> AloneAsync(CancellationToken cancellationToken) => database.StartAloneAsync(cancellationToken);
}
