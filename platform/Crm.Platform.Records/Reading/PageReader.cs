using System.Collections.Immutable;
using System.Linq.Expressions;
using Crm.Platform.Abstractions;
using Crm.Platform.Records.Reading.Collections;
using Crm.Platform.Records.Rights;
using Crm.Platform.Records.Search;
using Crm.Platform.Storage.Model;

namespace Crm.Platform.Records.Reading;

/// <summary>Reads pages of records, compiling a query once for all who ask the same.</summary>
internal sealed class PageReader(QueryPlanner planner, SearchPlanner search, AccessGate gate, VirtualFields virtuals, TargetReader targets, CollectionReader collections)
{
    public async Task<Result<RecordPage>> ReadAsync(
        RecordModel model, RecordContext context, AccessProfile profile, EntityAccess access, RecordQuery query, Caller caller, CancellationToken cancellationToken)
    {
        if (query.Collections.IsEmpty)
            return await PlainAsync(model, context, profile, access, query, caller, cancellationToken);
        var page = await PlainAsync(model, context, profile, access, query with { Collections = [] }, caller, cancellationToken);
        if (!page.IsSuccess)
            return page;
        var rows = await collections.FillAsync(model, context, profile, access, page.Value.Rows, query.Collections, caller, cancellationToken);
        return rows.IsSuccess ? page.Value with { Rows = rows.Value } : rows.Failure;
    }

    private async Task<Result<RecordPage>> PlainAsync(
        RecordModel model, RecordContext context, AccessProfile profile, EntityAccess access, RecordQuery query, Caller caller, CancellationToken cancellationToken)
    {
        var read = await search.ReadAsync(model, context, access, query, cancellationToken);
        if (!read.IsSuccess)
            return read.Failure;
        var (shape, whole) = query.After is null ? (default(CursorShape?), read.Value.Query) : (query.After.Shape, read.Value.Query with { After = null, Skip = 0 });
        var reach = await gate.ReachAsync(context, access, query.Action, caller, cancellationToken);
        var found = Page(model, context, profile, access, whole, shape, reach.Shape, caller);
        if (!found.IsSuccess)
            return found.Failure;
        var page = found.Value;
        var binding = gate.Binding(caller) with { People = reach.People, Search = read.Value.Text };
        if (query.After is { } after)
        {
            if (page.Read(after) is not { } values)
                return Failures.UnknownCursor;
            binding = binding with { After = values };
        }

        var rows = await page.Rows(context, binding, caller, cancellationToken);
        if (rows.Count <= query.Top && page.HasBeyond)
        {
            var beyond = Page(model, context, profile, access, whole, shape!.Value with { IsBeyond = true }, reach.Shape, caller);
            rows.AddRange(await beyond.Value.Rows(context, binding, caller, cancellationToken));
        }
        return rows.Count <= query.Top
            ? new RecordPage(access.Seen, [.. rows], null)
            : new RecordPage(access.Seen, [.. rows.Take(query.Top)], await page.CursorAsync(context, binding, rows[query.Top - 1].Record, cancellationToken));
    }

    private Result<PreparedPage> Page(RecordModel model, RecordContext context, AccessProfile profile, EntityAccess access, RecordQuery query, CursorShape? after, ReachShape reach, Caller caller)
    {
        if (access.Pages.Find(query, after, reach) is { } known)
            return known;
        var plan = planner.Plan(context, profile, access, query, caller.Zone, reach);
        if (!plan.IsSuccess)
            return plan.Failure;
        var keys = plan.Value.Keys;
        if (after is { } shape && shape.Count != keys.Length)
            return Failures.UnknownCursor;
        var matching = after is { } begin ? plan.Value.Matching.Where(planner.After(keys, begin)) : plan.Value.Matching;
        var page = new PreparedPage(
            [.. keys.Select(k => (k.Type, k.Field))],
            // One row more than asked tells whether the query goes on.
            Rows(model, context, profile, access, plan.Value, PageLimit.Of(plan.Value.Sorted(matching), query.Skip, query.Top + 1)),
            keys.All(k => k.Field is not null) ? null : new PreparedQuery<object?[]>(context, Values(plan.Value)),
            after is { IsBeyond: false } first && CursorCondition.HasBeyond(keys, first));
        if (plan.Value.IsLasting)
            access.Pages.Keep(query, after, reach, page);
        return page;
    }

    private PageRows Rows(RecordModel model, RecordContext context, AccessProfile profile, EntityAccess access, QueryPlan plan, IQueryable<StoredRecord> wanted)
    {
        ImmutableArray<FieldDefinition> several = [.. plan.Expanded.Where(e => e.IsOfSeveral).Select(e => e.Lookup)];
        var rows = Joined(model, context, profile, access, plan, wanted);
        if (several.IsEmpty)
            return rows;
        return async (run, binding, caller, cancellationToken) =>
        {
            var found = await rows(run, binding, caller, cancellationToken);
            var known = await targets.ReadAsync(run, model, profile, several, found.ConvertAll(r => r.Record), caller, cancellationToken);
            return found.ConvertAll(row => row with { Expanded = [.. row.Expanded.Zip(plan.Expanded, (target, of) => of.IsOfSeveral ? Found(row.Record, of.Lookup, known) : target)] });
        };
    }

    /// <summary>What a lookup of a record leads to among the records found.</summary>
    public static ExpandedLookup Found(Record record, FieldDefinition lookup, IReadOnlyDictionary<Guid, Record> known) =>
        new(lookup.NavigationName, record[lookup.Name] is Guid id && known.GetValueOrDefault(id) is { } target && target.Layout.Entity.Name == lookup.TargetOf(record) ? target : null);

    /// <summary>The page with the targets of lookups of one entity, in one statement.</summary>
    private PageRows Joined(RecordModel model, RecordContext context, AccessProfile profile, EntityAccess access, QueryPlan plan, IQueryable<StoredRecord> wanted)
    {
        var expanded = plan.Expanded;
        ImmutableArray<FieldDefinition> joined = [.. expanded.Where(e => e.Target is not null).Select(e => e.Lookup)];
        if (joined.IsEmpty)
        {
            var plain = new PreparedQuery<StoredRecord>(context, wanted);
            return async (run, binding, caller, cancellationToken) =>
            {
                var found = await plain.ToListAsync(run, binding, cancellationToken);
                await virtuals.FillAsync(run, model, profile, access, found, caller, cancellationToken);
                return found.ConvertAll(r => Row(access, r, expanded, static _ => null));
            };
        }
        var rows = new PreparedQuery<ExpandedRow>(context, LookupJoin.Apply(gate.ReadableSets(context, profile), wanted, joined));
        return async (run, binding, caller, cancellationToken) =>
        {
            var found = await rows.ToListAsync(run, binding, cancellationToken);
            await virtuals.FillAsync(run, model, profile, access, found.ConvertAll(r => r.Root), caller, cancellationToken);
            foreach (var (index, expansion) in expanded.Where(e => e.Target is not null).Index())
                await virtuals.FillAsync(run, model, profile, expansion.Target!, [.. found.Select(r => r.Target(index)).OfType<StoredRecord>()], caller, cancellationToken);
            return found.ConvertAll(r => Row(access, r.Root, expanded, r.Target));
        };
    }

    /// <summary>The sort keys of one record, which the query's binding names.</summary>
    private static IQueryable<object?[]> Values(QueryPlan plan)
    {
        var record = Expression.Parameter(typeof(StoredRecord), "r");
        var values = plan.Keys.Select(k => Expression.Convert(k.Of(record), typeof(object)));
        return plan.Matching.Where(AccessGate.IsRecord()).Select(Expression.Lambda<Func<StoredRecord, object?[]>>(Expression.NewArrayInit(typeof(object), values), record));
    }

    private static RecordRow Row(EntityAccess access, StoredRecord record, ImmutableArray<Expansion> expanded, Func<int, StoredRecord?> targetOf)
    {
        if (expanded.IsEmpty)
            return new RecordRow(access.Masked(record), []);
        var targets = ImmutableArray.CreateBuilder<ExpandedLookup>(expanded.Length);
        var joined = 0;
        foreach (var (lookup, target) in expanded)
            targets.Add(new ExpandedLookup(lookup.NavigationName, target is not null && targetOf(joined++) is { DeletedAt: null } found ? target.Masked(found) : null));
        return new RecordRow(access.Masked(record), targets.MoveToImmutable());
    }
}
