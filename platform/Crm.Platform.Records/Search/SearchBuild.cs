using Crm.Platform.Abstractions;
using Crm.Platform.Records.Writing;
using Crm.Platform.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace Crm.Platform.Records.Search;

/// <summary>Indexes records that are not in the index of words yet as their fields now are, newest first, some per transaction; it goes on where it was when a host ended.</summary>
/// <remarks>Meanwhile records that are written are indexed as ever, and a search finds what is there already.</remarks>
internal sealed class SearchBuild(IRecordDatabase records, SearchNumbers numbers, TimeProvider time)
{
    /// <summary>Few enough that nobody waits long for the turn to write.</summary>
    public const int RecordsAtOnce = 500;

    /// <summary>Works until nothing is left.</summary>
    /// <returns>How many records it indexed.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var indexed = 0;
        while (await TryAsync(cancellationToken) is { } some)
            indexed += some;
        return indexed;
    }

    /// <returns><see langword="null"/> when nothing was left.</returns>
    private async Task<int?> TryAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await StepAsync(cancellationToken);
        }
        catch (Exception exception) when (records.Database.IsUndone(exception))
        {
            // Somebody else wanted the same records; their turn comes first.
            return 0;
        }
    }

    private async Task<int?> StepAsync(CancellationToken cancellationToken)
    {
        await using var session = await RecordSession.OpenAsync(records, time, cancellationToken);
        var (model, context) = (session.Model, session.Context);
        // Held, so that of two nodes one goes on where the other stops.
        if (await context.SearchBuilds.AsTracking().OrderBy(b => b.Entity).Take(1).HeldForRemoval().FirstOrDefaultAsync(cancellationToken) is not { } build)
            return null;
        var some = model.Snapshot.Entity(build.Entity) is { } entity ? await IndexAsync(session, entity, build.Before, cancellationToken) : [];
        if (some.Count < RecordsAtOnce)
            context.Remove(build);
        else
            build.Before = some[^1].Id;
        context.ChangeTracker.DetectChanges();
        await context.SaveChangesAsync(cancellationToken);
        await session.CommitAsync(cancellationToken);
        return some.Count;
    }

    private async Task<List<StoredRecord>> IndexAsync(RecordSession session, EntityDefinition entity, Guid? before, CancellationToken cancellationToken)
    {
        var fields = await numbers.OfAsync(session.Model, session.Context, entity, cancellationToken);
        IQueryable<StoredRecord> waiting = session.Context.Records(entity.Name);
        if (before is { } id)
            waiting = waiting.Where(r => r.Id.CompareTo(id) < 0);
        // Nobody changes them until their words are there, or what is older would be written last.
        var some = await waiting.OrderByDescending(r => r.Id).Take(RecordsAtOnce).HeldForReading().ToListAsync(cancellationToken);
        if (some.Count > 0)
            await records.Database.Search.WriteAsync(session.Context.Database, [.. some.Select(r => SearchEntries.Of(r, fields))], cancellationToken);
        return some;
    }
}
