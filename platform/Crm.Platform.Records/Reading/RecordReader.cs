using System.Collections.Immutable;
using Crm.Platform.Abstractions;
using Crm.Platform.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace Crm.Platform.Records.Reading;

/// <inheritdoc/>
internal sealed class RecordReader(IRecordDatabase records, QueryPlanner planner) : IRecordReader
{
    private const int MostAttempts = 4;

    public Task<Result<Record>> FindAsync(string entity, Guid id, Caller caller, CancellationToken cancellationToken) =>
        ReadAsync<Record>(entity, caller, async (model, definition) =>
        {
            await using var context = model.CreateContext();
            return await model.FindLiveAsync(context, entity, id, cancellationToken) is { } record ? record : Failures.UnknownRecord(definition);
        });

    public Task<Result<RecordPage>> QueryAsync(RecordQuery query, Caller caller, CancellationToken cancellationToken) =>
        ReadAsync<RecordPage>(query.Entity, caller, async (model, definition) =>
        {
            await using var context = model.CreateContext();
            var page = Page(model, context, definition, query, caller);
            if (!page.IsSuccess)
                return page.Failure;
            var rows = await page.Value(context, cancellationToken);
            var hasMore = rows.Count > query.Top;
            return new RecordPage(definition, [.. hasMore ? rows.Take(query.Top) : rows], hasMore);
        });

    public Task<Result<long>> CountAsync(RecordQuery query, Caller caller, CancellationToken cancellationToken) =>
        ReadAsync<long>(query.Entity, caller, async (model, definition) =>
        {
            await using var context = model.CreateContext();
            var plan = planner.Plan(model, context, definition, query, caller);
            return plan.IsSuccess ? await plan.Value.Matching(context).LongCountAsync(cancellationToken) : plan.Failure;
        });

    /// <summary>The one door of every read: the right, the entity, and a repeat when a publish renamed a column under the query or the connection broke.</summary>
    private async Task<Result<T>> ReadAsync<T>(string entity, Caller caller, Func<RecordModel, EntityDefinition, Task<Result<T>>> read)
    {
        if (!caller.May(CallerRights.Read))
            return Failures.MayNotRead;
        for (var attempt = 1; ; attempt++)
        {
            var model = records.Current;
            if (model.Snapshot.Entity(entity) is not { } definition)
                return Failures.UnknownEntity(entity);
            try
            {
                return await read(model, definition);
            }
            catch (Exception exception) when (records.Database.IsSchemaMismatch(exception))
            {
                // The next turn reads with the snapshot that renamed it, which another node may have published.
                await records.FollowAsync(CancellationToken.None);
                if (records.Current == model)
                    throw;
            }
            catch (Exception exception) when (records.Database.IsConnectionLost(exception) && attempt < MostAttempts)
            {
                // Connections of a server that was restarted are noticed one by one.
            }
        }
    }

    private Result<PreparedPage> Page(RecordModel model, RecordContext context, EntityDefinition definition, RecordQuery query, Caller caller)
    {
        var pages = model.Derived(definition.Name, static _ => new PreparedPages());
        if (pages.Find(query) is { } known)
            return known;
        var plan = planner.Plan(model, context, definition, query, caller);
        if (!plan.IsSuccess)
            return plan.Failure;
        var page = Prepare(context, plan.Value, query);
        if (plan.Value.IsLasting)
            pages.Keep(query, page);
        return page;
    }

    private static PreparedPage Prepare(RecordContext context, QueryPlan plan, RecordQuery query)
    {
        // One row more than asked tells whether the query goes on.
        var records = plan.Sorted(plan.Matching(context)).Skip(query.Skip).Take(query.Top + 1);
        var expanded = plan.Expanded;
        if (expanded.IsEmpty)
        {
            var plain = new PreparedQuery<StoredRecord>(context, records);
            return async (run, cancellationToken) => (await plain.ToListAsync(run, cancellationToken)).ConvertAll(r => new RecordRow(r, []));
        }
        var joined = new PreparedQuery<ExpandedRow>(context, LookupJoin.Apply(context, records, expanded));
        return async (run, cancellationToken) => (await joined.ToListAsync(run, cancellationToken)).ConvertAll(r => Row(r, expanded));
    }

    private static RecordRow Row(ExpandedRow row, ImmutableArray<FieldDefinition> expanded)
    {
        var targets = ImmutableArray.CreateBuilder<ExpandedLookup>(expanded.Length);
        for (var i = 0; i < expanded.Length; i++)
            targets.Add(new ExpandedLookup(expanded[i].NavigationName, row.Target(i) is { DeletedAt: null } target ? target : null));
        return new RecordRow(row.Root, targets.MoveToImmutable());
    }
}
