using Crm.Platform.Storage.Databases;
using Crm.Platform.Storage.Events;
using Microsoft.EntityFrameworkCore;

namespace Crm.Platform.Records.Outbox;

/// <inheritdoc/>
/// <remarks>Changes wait until nobody writes records: no change of a record that began before is still under way when they return.</remarks>
internal sealed class Subscriptions(IDatabase database, IDbContextFactory<EventContext> contexts, OutboxSignal signal) : ISubscriptions
{
    public async Task<IReadOnlyList<SubscriptionRow>> ListAsync(string consumer, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Subscriptions.AsNoTracking().Where(s => s.Consumer == consumer).OrderBy(s => s.Name).ThenBy(s => s.Id).ToListAsync(cancellationToken);
    }

    public async Task<SubscriptionRow?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Subscriptions.AsNoTracking().FirstOrDefaultAsync(s => s.Id == id, cancellationToken);
    }

    public Task AddAsync(SubscriptionRow subscription, CancellationToken cancellationToken) => WriteAsync<object?>(context =>
    {
        context.Subscriptions.Add(subscription);
        return Task.FromResult<object?>(null);
    }, cancellationToken);

    public async Task<SubscriptionRow?> ChangeAsync(Guid id, Action<SubscriptionRow> change, CancellationToken cancellationToken)
    {
        var changed = await WriteAsync(async context =>
        {
            var present = await context.Subscriptions.AsTracking().FirstOrDefaultAsync(s => s.Id == id, cancellationToken);
            if (present is not null)
                change(present);
            return present;
        }, cancellationToken);
        // What waited for it may go now.
        signal.Set();
        return changed;
    }

    public Task RemoveAsync(Guid id, CancellationToken cancellationToken) => WriteAsync<object?>(async context =>
    {
        await context.Subscriptions.Where(s => s.Id == id).ExecuteDeleteAsync(cancellationToken);
        await context.Attempts.Where(a => a.SubscriptionId == id).ExecuteDeleteAsync(cancellationToken);
        await context.Deliveries.Where(d => d.SubscriptionId == id).ExecuteDeleteAsync(cancellationToken);
        return null;
    }, cancellationToken);

    private async Task<T> WriteAsync<T>(Func<EventContext, Task<T>> write, CancellationToken cancellationToken)
    {
        using var turn = await database.WriteAsync(cancellationToken);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        await database.HoldAsync(context.Database, Hold.Version, cancellationToken);
        var written = await write(context);
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return written;
    }
}
