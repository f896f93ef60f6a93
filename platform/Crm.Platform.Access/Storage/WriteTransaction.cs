using Microsoft.EntityFrameworkCore.Storage;

namespace Crm.Platform.Access.Storage;

/// <summary>A database transaction together with the right to write. Undone unless committed.</summary>
internal sealed class WriteTransaction(IDbContextTransaction transaction, IDisposable turn) : IAsyncDisposable
{
    public Task CommitAsync(CancellationToken cancellationToken) => transaction.CommitAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        try
        {
            await transaction.DisposeAsync();
        }
        finally
        {
            turn.Dispose();
        }
    }
}
