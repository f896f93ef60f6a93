using System.Collections.Immutable;
using Crm.Platform.Storage.Databases;
using Crm.Platform.Storage.Events;
using Microsoft.EntityFrameworkCore;

namespace Crm.Platform.Records.Outbox;

/// <inheritdoc/>
internal sealed class Deliveries(IDatabase database, IDbContextFactory<EventContext> contexts, OutboxSignal signal, TimeProvider time) : IDeliveries
{
    public async Task<ImmutableArray<DeliveryState>> ListAsync(Guid subscription, DeliveryStatus? status, long? before, int top, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var states = await (from delivery in context.Deliveries
                            join told in context.Outbox on delivery.EventId equals told.Id
                            where delivery.SubscriptionId == subscription && (status == null || delivery.Status == status) && (before == null || delivery.Id < before)
                            orderby delivery.Id descending
                            select new DeliveryState(delivery, told)).AsNoTracking().Take(top).ToListAsync(cancellationToken);
        return [.. states];
    }

    public async Task<ImmutableArray<AttemptRow>> AttemptsAsync(Guid subscription, long delivery, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return [.. await context.Attempts.AsNoTracking().Where(a => a.SubscriptionId == subscription && a.DeliveryId == delivery).OrderByDescending(a => a.Id).ToListAsync(cancellationToken)];
    }

    public async Task<int> ReplayAsync(Guid subscription, long? delivery, DateTime? since, DeliveryStatus? status, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        using var turn = await database.WriteAsync(cancellationToken);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var replayed = await context.Deliveries
            .Where(d => d.SubscriptionId == subscription && d.Status != DeliveryStatus.Waiting && (delivery == null || d.Id == delivery) && (since == null || d.CreatedAt >= since) && (status == null || d.Status == status))
            .ExecuteUpdateAsync(set => set.SetProperty(d => d.Status, DeliveryStatus.Waiting).SetProperty(d => d.Attempts, 0).SetProperty(d => d.DueAt, now).SetProperty(d => d.EndedAt, (DateTime?)null), cancellationToken);
        signal.Set();
        return replayed;
    }

    public async Task<IReadOnlyDictionary<Guid, DeliveryCounts>> CountAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var counts = await context.Deliveries.Where(d => d.Status != DeliveryStatus.Delivered).GroupBy(d => new { d.SubscriptionId, d.Status })
            .Select(g => new { g.Key.SubscriptionId, g.Key.Status, Count = g.Count() }).ToListAsync(cancellationToken);
        return counts.GroupBy(c => c.SubscriptionId).ToDictionary(g => g.Key, g => new DeliveryCounts(
            g.Where(c => c.Status == DeliveryStatus.Waiting).Sum(c => c.Count), g.Where(c => c.Status == DeliveryStatus.Dead).Sum(c => c.Count)));
    }
}
