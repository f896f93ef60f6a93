using Crm.Platform.Storage.Databases;
using Crm.Platform.Storage.Events;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Crm.Platform.Records.Outbox;

/// <summary>Takes deliveries for this node and ends them. Any number of nodes may do so side by side.</summary>
/// <remarks>
/// The update that claims looks at the lease again, so of two nodes that chose the same row one gets it. A record's next delivery
/// is not to be had before the one before it has ended: that keeps the order of a record's events per subscription.
/// </remarks>
internal sealed class DeliveryClaims(IDatabase database, IDbContextFactory<EventContext> contexts, IOptions<OutboxOptions> options, TimeProvider time)
{
    /// <param name="running">Attempts under way on this node, by subscription.</param>
    public async Task<IReadOnlyList<Claim>> TakeAsync(int most, IReadOnlyDictionary<Guid, int> running, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var ids = await DueAsync(context, most, running, now, cancellationToken);
        if (ids.Count == 0)
            return [];
        var owner = Guid.NewGuid();
        var until = now + options.Value.LeaseFor;
        using (await database.WriteAsync(cancellationToken))
            await context.Deliveries.Where(d => ids.Contains(d.Id) && d.Status == DeliveryStatus.Waiting && (d.LeaseUntil == null || d.LeaseUntil < now))
                .ExecuteUpdateAsync(set => set.SetProperty(d => d.LeaseOwner, owner).SetProperty(d => d.LeaseUntil, until), cancellationToken);
        return await ClaimedAsync(context, ids, owner, cancellationToken);
    }

    /// <summary>Ends an attempt, with its line in the log.</summary>
    /// <returns>False when the claim ran out meanwhile and another node works on it: then nothing is noted.</returns>
    public async Task<bool> EndAsync(Claim claim, AttemptRow attempt, Action<DeliveryRow> end, string? turnOff, CancellationToken cancellationToken)
    {
        using var turn = await database.WriteAsync(cancellationToken);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var held = await context.Deliveries.Where(d => d.Id == claim.Delivery.Id && d.LeaseOwner == claim.Owner)
            .ExecuteUpdateAsync(set => set.SetProperty(d => d.LeaseOwner, (Guid?)null).SetProperty(d => d.LeaseUntil, (DateTime?)null), cancellationToken);
        if (held == 0)
            return false;
        end(await context.Deliveries.AsTracking().SingleAsync(d => d.Id == claim.Delivery.Id, cancellationToken));
        context.Attempts.Add(attempt);
        if (turnOff is not null)
            await context.Subscriptions.Where(s => s.Id == claim.Delivery.Subscription.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(s => s.Enabled, false).SetProperty(s => s.OffReason, turnOff), cancellationToken);
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    private async Task<List<long>> DueAsync(EventContext context, int most, IReadOnlyDictionary<Guid, int> running, DateTime now, CancellationToken cancellationToken)
    {
        var subscriptions = await (from waiting in context.Deliveries.Where(d => d.Status == DeliveryStatus.Waiting && d.DueAt <= now).Select(d => d.SubscriptionId).Distinct()
                                   join subscription in context.Subscriptions on waiting equals subscription.Id
                                   where subscription.Enabled
                                   select waiting).ToListAsync(cancellationToken);
        var ids = new List<long>();
        foreach (var subscription in subscriptions)
        {
            var free = Math.Min(most - ids.Count, options.Value.MostPerSubscription - running.GetValueOrDefault(subscription));
            if (free > 0)
                ids.AddRange(await Due(context, subscription, now).Take(free).ToListAsync(cancellationToken));
        }
        return ids;
    }

    private static IQueryable<long> Due(EventContext context, Guid subscription, DateTime now) =>
        from delivery in context.Deliveries
        where delivery.SubscriptionId == subscription && delivery.Status == DeliveryStatus.Waiting
            && delivery.DueAt <= now && (delivery.LeaseUntil == null || delivery.LeaseUntil < now)
            && !context.Deliveries.Any(earlier => earlier.SubscriptionId == subscription && earlier.Status == DeliveryStatus.Waiting
                && earlier.RecordId == delivery.RecordId && earlier.Id < delivery.Id)
        orderby delivery.Id
        select delivery.Id;

    private static async Task<IReadOnlyList<Claim>> ClaimedAsync(EventContext context, List<long> ids, Guid owner, CancellationToken cancellationToken) =>
        await (from delivery in context.Deliveries
               join told in context.Outbox on delivery.EventId equals told.Id
               join subscription in context.Subscriptions on delivery.SubscriptionId equals subscription.Id
               where ids.Contains(delivery.Id) && delivery.LeaseOwner == owner
               orderby delivery.Id
               select new Claim(owner, new Delivery(delivery.Id, delivery.Attempts + 1, subscription, told))).AsNoTracking().ToListAsync(cancellationToken);
}

/// <summary>A delivery this node works on.</summary>
internal sealed record Claim(Guid Owner, Delivery Delivery);
