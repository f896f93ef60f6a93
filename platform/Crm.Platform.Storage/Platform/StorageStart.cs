using Crm.Platform.Storage.Databases;
using Microsoft.EntityFrameworkCore;

namespace Crm.Platform.Storage.Platform;

/// <summary>Brings the platform's own tables up to date before anything reads them.</summary>
public interface IStorageStart
{
    /// <exception cref="System.Data.Common.DbException">The database cannot be opened or is not ours.</exception>
    Task PrepareAsync(CancellationToken cancellationToken);
}

/// <inheritdoc/>
internal sealed class StorageStart(IDatabase database, IDbContextFactory<PlatformContext> contexts) : IStorageStart
{
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        await database.PrepareAsync(cancellationToken);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await context.Database.MigrateAsync(cancellationToken);
    }
}
