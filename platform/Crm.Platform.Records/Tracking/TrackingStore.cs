using Crm.Platform.Abstractions;
using Crm.Platform.Storage.Databases;
using Crm.Platform.Storage.Events;
using Microsoft.EntityFrameworkCore;

namespace Crm.Platform.Records.Tracking;

/// <summary>What is kept for those who follow changes.</summary>
internal sealed class TrackingStore(IDatabase database, IDbContextFactory<EventContext> contexts, TimeProvider time)
{
    /// <summary>How exactly it is known when somebody asked last.</summary>
    private static readonly TimeSpan UseStep = TimeSpan.FromHours(12);

    /// <summary>Looks of one caller at one entity that are kept: whoever asks without end fills nothing but their own place.</summary>
    private const int MostKept = 50;

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>Has changes of the entity noted from now on, unless they are.</summary>
    /// <returns>A token at the horizon: what is read after it holds every change below it.</returns>
    public async Task<ChangeToken> BeginAsync(string entity, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var tracking = await UseAsync(context, entity, cancellationToken) ?? await AddAsync(entity, cancellationToken);
        return new ChangeToken(tracking.Epoch, await database.HorizonAsync(context.Database, cancellationToken));
    }

    /// <summary>The horizon, if every change of the entity from a position on is noted.</summary>
    public async Task<long?> HorizonAsync(string entity, Guid epoch, long from, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var horizon = await database.HorizonAsync(context.Database, cancellationToken);
        // Asked second: a floor that rises in between is noticed.
        return from <= horizon && await UseAsync(context, entity, cancellationToken) is { } tracking && tracking.Epoch == epoch && tracking.Floor <= from ? horizon : null;
    }

    /// <summary>Records noted between two positions, in the order of their ids.</summary>
    public async Task<List<Guid>> ChangedAsync(string entity, long from, long until, Guid? after, int most, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var changes = Between(context, entity, from, until);
        if (after is { } id)
            changes = changes.Where(c => c.RecordId.CompareTo(id) > 0);
        return await changes.Select(c => c.RecordId).Distinct().OrderBy(c => c).Take(most).ToListAsync(cancellationToken);
    }

    /// <summary>Those of them with a note that is one for the caller.</summary>
    /// <param name="sees">Takes <see cref="ChangeRow.Fields"/>.</param>
    public async Task<HashSet<Guid>> SeenAsync(string entity, long from, long until, IReadOnlyCollection<Guid> ids, Func<string?, bool> sees, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var notes = await Between(context, entity, from, until).Where(c => ids.Contains(c.RecordId)).Select(c => new { c.RecordId, c.Fields }).Distinct().ToListAsync(cancellationToken);
        return [.. notes.Where(n => sees(n.Fields)).Select(n => n.RecordId)];
    }

    public async Task<DeltaRow> KeepAsync(string entity, Caller caller, long position, IReadOnlyCollection<Guid> sent, IReadOnlyCollection<Guid> gone, IReadOnlyCollection<Guid> other, CancellationToken cancellationToken)
    {
        var row = new DeltaRow
        {
            Id = Guid.CreateVersion7(time.GetUtcNow()),
            Entity = entity,
            UserId = caller.UserId,
            ClientId = caller.ClientId,
            Position = position,
            At = Now,
            Sent = DeltaIds.Write(sent),
            Gone = DeltaIds.Write(gone),
            Other = DeltaIds.Write(other),
        };
        using var turn = await database.WriteAsync(cancellationToken);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        context.Add(row);
        await context.SaveChangesAsync(cancellationToken);
        await ForgetOldAsync(context.Deltas.Where(d => d.UserId == caller.UserId && d.ClientId == caller.ClientId && d.Entity == entity && d.Id != row.Id), cancellationToken);
        return row;
    }

    private static async Task ForgetOldAsync(IQueryable<DeltaRow> rows, CancellationToken cancellationToken)
    {
        var old = await rows.OrderByDescending(d => d.At).ThenByDescending(d => d.Id).Select(d => d.Id).Skip(MostKept - 1).ToListAsync(cancellationToken);
        if (old.Count > 0)
            await rows.Where(d => old.Contains(d.Id)).ExecuteDeleteAsync(cancellationToken);
    }

    /// <summary>What was kept for that caller.</summary>
    public async Task<DeltaRow?> FindAsync(Guid id, Caller caller, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Deltas.AsNoTracking().FirstOrDefaultAsync(d => d.Id == id && d.UserId == caller.UserId && d.ClientId == caller.ClientId, cancellationToken);
    }

    /// <summary>Adds to what was sent.</summary>
    /// <returns><see langword="false"/> when that is too much, or nothing is kept.</returns>
    public async Task<bool> AddSentAsync(Guid id, IReadOnlyCollection<Guid> sent, Caller caller, CancellationToken cancellationToken)
    {
        using var turn = await database.WriteAsync(cancellationToken);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (await context.Deltas.AsTracking().FirstOrDefaultAsync(d => d.Id == id && d.UserId == caller.UserId && d.ClientId == caller.ClientId, cancellationToken) is not { } row)
            return false;
        HashSet<Guid> all = [.. DeltaIds.Read(row.Sent), .. sent];
        if (all.Count > IChangeTracking.MostKept)
            return false;
        row.Sent = DeltaIds.Write(all);
        await context.SaveChangesAsync(cancellationToken);
        return true;
    }

    private static IQueryable<ChangeRow> Between(EventContext context, string entity, long from, long until) =>
        context.Changes.AsNoTracking().Where(c => c.Entity == entity && c.Position >= from && c.Position < until);

    private async Task<TrackingRow?> UseAsync(EventContext context, string entity, CancellationToken cancellationToken)
    {
        var row = await context.Tracking.AsNoTracking().FirstOrDefaultAsync(t => t.Entity == entity, cancellationToken);
        var now = Now;
        if (row is null || now - row.UsedAt < UseStep)
            return row;
        using var turn = await database.WriteAsync(cancellationToken);
        await context.Tracking.Where(t => t.Entity == entity).ExecuteUpdateAsync(set => set.SetProperty(t => t.UsedAt, now), cancellationToken);
        return row;
    }

    /// <summary>Waits until nobody writes records: what was written before is not noted, and must be there to be read.</summary>
    private async Task<TrackingRow> AddAsync(string entity, CancellationToken cancellationToken)
    {
        using var turn = await database.WriteAsync(cancellationToken);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        await database.HoldAsync(context.Database, Hold.Version, cancellationToken);
        if (await context.Tracking.AsNoTracking().FirstOrDefaultAsync(t => t.Entity == entity, cancellationToken) is { } present)
            return present;
        var row = new TrackingRow { Entity = entity, Epoch = Guid.CreateVersion7(time.GetUtcNow()), Floor = await database.HorizonAsync(context.Database, cancellationToken), UsedAt = Now };
        context.Add(row);
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return row;
    }
}
