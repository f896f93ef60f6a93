using Crm.Platform.Records.Upkeep;
using Crm.Platform.Storage.Databases;
using Crm.Platform.Storage.Events;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Crm.Platform.Records.Tracking;

/// <summary>Forgets changes that are too old to be followed from, and stops noting those of entities nobody follows any more.</summary>
internal sealed class TrackingPruning(IDatabase database, IDbContextFactory<EventContext> contexts, IOptions<TrackingOptions> options, TimeProvider time) : IHourlyJob
{
    private const int AtOnce = 5_000;

    public string Name => "old notes of changes";

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var oldest = time.GetUtcNow().UtcDateTime - options.Value.KeepFor;
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var removed = 0;
        await RaiseFloorsAsync(context, oldest, cancellationToken);
        while (await RemoveAsync(context, cancellationToken) is > 0 and var some)
            removed += some;
        using var turn = await database.WriteAsync(cancellationToken);
        return removed + await context.Deltas.Where(d => d.At < oldest).ExecuteDeleteAsync(cancellationToken);
    }

    /// <summary>First, so that nobody who asks meanwhile misses what is being removed.</summary>
    private async Task RaiseFloorsAsync(EventContext context, DateTime oldest, CancellationToken cancellationToken)
    {
        using var turn = await database.WriteAsync(cancellationToken);
        await context.Tracking.Where(t => t.UsedAt < oldest).ExecuteDeleteAsync(cancellationToken);
        foreach (var entity in await context.Tracking.Select(t => t.Entity).ToListAsync(cancellationToken))
            if (await context.Changes.Where(c => c.Entity == entity && c.At < oldest).MaxAsync(c => (long?)c.Position, cancellationToken) is { } last)
                await context.Tracking.Where(t => t.Entity == entity && t.Floor <= last).ExecuteUpdateAsync(set => set.SetProperty(t => t.Floor, last + 1), cancellationToken);
    }

    private async Task<int> RemoveAsync(EventContext context, CancellationToken cancellationToken)
    {
        var old = context.Changes.Where(c => !context.Tracking.Any(t => t.Entity == c.Entity && t.Floor <= c.Position));
        if (await old.OrderBy(c => c.Position).Select(c => (long?)c.Position).Skip(AtOnce).FirstOrDefaultAsync(cancellationToken) is { } next)
            old = old.Where(c => c.Position < next);
        using var turn = await database.WriteAsync(cancellationToken);
        return await old.ExecuteDeleteAsync(cancellationToken);
    }
}
