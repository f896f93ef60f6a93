using Crm.Platform.Records.Upkeep;
using Crm.Platform.Storage.Databases;
using Crm.Platform.Storage.Events;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Crm.Platform.Records.Outbox;

/// <summary>Removes events, deliveries and their log once nobody may replay them any more. In small parts, so that writers are not held up.</summary>
internal sealed class OutboxPruning(IDatabase database, IDbContextFactory<EventContext> contexts, IOptions<OutboxOptions> options, TimeProvider time) : IHourlyJob
{
    private const int AtOnce = 1_000;

    public string Name => "old events";

    /// <returns>Deliveries and events removed.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var oldest = time.GetUtcNow().UtcDateTime - options.Value.KeepFor;
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var removed = 0;
        while (await EndedAsync(context, oldest, cancellationToken) is { Count: > 0 } ended)
        {
            using var turn = await database.WriteAsync(cancellationToken);
            await context.Attempts.Where(a => ended.Contains(a.DeliveryId)).ExecuteDeleteAsync(cancellationToken);
            removed += await context.Deliveries.Where(d => ended.Contains(d.Id)).ExecuteDeleteAsync(cancellationToken);
        }
        while (await UntoldAsync(context, oldest, cancellationToken) is { Count: > 0 } untold)
        {
            using var turn = await database.WriteAsync(cancellationToken);
            removed += await context.Outbox.Where(e => untold.Contains(e.Sequence)).ExecuteDeleteAsync(cancellationToken);
        }
        return removed;
    }

    private static Task<List<long>> EndedAsync(EventContext context, DateTime oldest, CancellationToken cancellationToken) =>
        context.Deliveries.Where(d => d.Status != DeliveryStatus.Waiting && d.EndedAt < oldest).OrderBy(d => d.Id).Select(d => d.Id).Take(AtOnce).ToListAsync(cancellationToken);

    /// <summary>Events with no delivery left: those of removed subscriptions, too.</summary>
    private static Task<List<long>> UntoldAsync(EventContext context, DateTime oldest, CancellationToken cancellationToken) =>
        context.Outbox.Where(e => e.At < oldest && !context.Deliveries.Any(d => d.EventId == e.Id)).OrderBy(e => e.Sequence).Select(e => e.Sequence).Take(AtOnce).ToListAsync(cancellationToken);
}
