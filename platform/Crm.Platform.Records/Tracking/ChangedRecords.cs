using System.Collections.Immutable;
using Crm.Platform.Abstractions;
using Crm.Platform.Expressions.Syntax;
using Crm.Platform.Records.Reading;
using Crm.Platform.Records.Rights;
using Crm.Platform.Records.Search;
using Crm.Platform.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace Crm.Platform.Records.Tracking;

/// <summary>Reads what records that were noted are to the caller now.</summary>
internal sealed class ChangedRecords(PageReader pages, QueryPlanner planner, SearchPlanner search, AccessGate gate, TrackingStore store)
{
    /// <summary>Those of the records the query finds.</summary>
    public async Task<Result<ImmutableArray<RecordRow>>> FindAsync(TrackedQuery tracked, IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        if (ids.Count == 0)
            return ImmutableArray<RecordRow>.Empty;
        ExpressionNode among = new InNode(new PathNode([SystemFields.Id]), [.. ids.Select(id => new LiteralNode(id))]);
        var query = tracked.Query with
        {
            Filter = Conjunction.Of(tracked.Query.Filter, among),
            Sort = [],
            Top = ids.Count,
            Skip = 0,
            After = null,
        };
        var page = await pages.ReadAsync(tracked.Model, tracked.Context, tracked.Profile, tracked.Access, query, tracked.Caller, cancellationToken);
        return page.IsSuccess ? page.Value.Rows : page.Failure;
    }

    /// <summary>Of records that were noted, in their order, those of which something the caller sees was changed.</summary>
    public async Task<IReadOnlyCollection<Guid>> SeenAsync(TrackedQuery tracked, long from, long until, List<Guid> noted, CancellationToken cancellationToken)
    {
        if (ReferenceEquals(tracked.Access.Seen, tracked.Access.Whole) || noted.Count == 0)
            return noted;
        var seen = await store.SeenAsync(tracked.Query.Entity, from, until, noted, tracked.Sees, cancellationToken);
        return noted.FindAll(seen.Contains);
    }

    /// <summary>Ids of all records the query finds, or of one more than <paramref name="most"/>.</summary>
    public async Task<Result<List<Guid>>> AllAsync(TrackedQuery tracked, int most, CancellationToken cancellationToken)
    {
        var read = await search.ReadAsync(tracked.Model, tracked.Context, tracked.Access, tracked.Query, cancellationToken);
        var plan = read.IsSuccess ? planner.Plan(tracked.Context, tracked.Profile, tracked.Access, read.Value.Query with { Sort = [], Top = 1 }, tracked.Caller.Zone) : read.Failure;
        if (!plan.IsSuccess)
            return plan.Failure;
        return await gate.Filled(plan.Value.Matching.Select(r => r.Id).Take(most + 1), tracked.Caller, read.Value.Text).ToListAsync(cancellationToken);
    }

    /// <summary>Of records that are gone for the caller, whether they are deleted. Of those out of reach that is not told.</summary>
    public async Task<ImmutableArray<RemovedRecord>> RemovedAsync(TrackedQuery tracked, IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        if (ids.Count == 0)
            return [];
        if (tracked.Access.IsUnlimited(AccessAction.Read))
        {
            var living = await tracked.Context.Records(tracked.Access.Whole.Name).Where(r => ids.Contains(r.Id) && r.DeletedAt == null).Select(r => r.Id).ToHashSetAsync(cancellationToken);
            return [.. ids.Select(id => new RemovedRecord(id, !living.Contains(id)))];
        }
        var trashed = gate.Records(tracked.Context, tracked.Access, AccessAction.Read).Where(r => ids.Contains(r.Id) && r.DeletedAt != null).Select(r => r.Id);
        var deleted = await gate.Filled(trashed, tracked.Caller).ToListAsync(cancellationToken);
        return [.. ids.Select(id => new RemovedRecord(id, deleted.Contains(id)))];
    }
}

/// <summary>A list that is followed, with what its caller may see of it.</summary>
internal sealed record TrackedQuery(RecordModel Model, RecordContext Context, AccessProfile Profile, EntityAccess Access, RecordQuery Query, Caller Caller)
{
    /// <summary>Whether a change is one for the caller: where only values followed from others', one of them must be seen.</summary>
    public bool Sees(string? fields) => fields is null || fields.Split(',').Any(field => Access.Seen.Field(field) is not null);
}
