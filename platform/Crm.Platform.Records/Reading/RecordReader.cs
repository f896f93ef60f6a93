using System.Collections.Immutable;
using Crm.Platform.Abstractions;
using Crm.Platform.Records.Rights;
using Crm.Platform.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace Crm.Platform.Records.Reading;

/// <inheritdoc/>
internal sealed class RecordReader(IRecordDatabase records, QueryPlanner planner, AccessGate gate, VirtualFields virtuals) : IRecordReader
{
    private const int MostAttempts = 4;

    public Task<Result<Record>> FindAsync(string entity, Guid id, Caller caller, CancellationToken cancellationToken) =>
        ReadAsync<Record>(entity, caller, async (model, profile, access) =>
        {
            await using var context = model.CreateContext();
            if (await gate.FindAsync(model, context, access, id, caller, cancellationToken) is not { } record)
                return Failures.UnknownRecord(access.Whole);
            await virtuals.FillAsync(context, model, profile, access, [record], caller, cancellationToken);
            return access.Masked(record);
        });

    public Task<Result<RecordPage>> QueryAsync(RecordQuery query, Caller caller, CancellationToken cancellationToken) =>
        ReadAsync<RecordPage>(query.Entity, caller, async (model, profile, access) =>
        {
            if (Refuse(query, access, caller) is { } refused)
                return refused;
            await using var context = model.CreateContext();
            var page = Page(model, context, profile, access, query, await gate.HasSharesAsync(context, profile, caller, cancellationToken), caller);
            if (!page.IsSuccess)
                return page.Failure;
            var rows = await page.Value(context, gate.Binding(caller), caller, cancellationToken);
            var hasMore = rows.Count > query.Top;
            return new RecordPage(access.Seen, [.. hasMore ? rows.Take(query.Top) : rows], hasMore);
        });

    public Task<Result<long>> CountAsync(RecordQuery query, Caller caller, CancellationToken cancellationToken) =>
        ReadAsync<long>(query.Entity, caller, async (model, profile, access) =>
        {
            if (Refuse(query, access, caller) is { } refused)
                return refused;
            await using var context = model.CreateContext();
            var plan = planner.Plan(context, profile, access, query, await gate.HasSharesAsync(context, profile, caller, cancellationToken), caller.Zone);
            if (!plan.IsSuccess)
                return plan.Failure;
            return await gate.Filled(plan.Value.Matching, caller).LongCountAsync(cancellationToken);
        });

    /// <summary>The one door of every read: the right, the entity, and a repeat when a publish renamed a column under the query or the connection broke.</summary>
    private async Task<Result<T>> ReadAsync<T>(string entity, Caller caller, Func<RecordModel, AccessProfile, EntityAccess, Task<Result<T>>> read)
    {
        if (!caller.May(CallerRights.Read))
            return Failures.MayNotRead;
        for (var attempt = 1; ; attempt++)
        {
            var model = records.Current;
            var profile = gate.Profile(model, caller);
            if (profile.Access(entity) is not { } access)
                return Failures.UnknownEntity(entity);
            try
            {
                return await read(model, profile, access);
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

    private static Forbidden? Refuse(RecordQuery query, EntityAccess access, Caller caller)
    {
        if (query.Trashed && !caller.May(CallerRights.Write))
            return Failures.MayNotWrite;
        return access.May(query.Action) ? null : Failures.MayNot(query.Action, access.Whole);
    }

    private Result<PreparedPage> Page(RecordModel model, RecordContext context, AccessProfile profile, EntityAccess access, RecordQuery query, bool withShares, Caller caller)
    {
        if (access.Pages(withShares).Find(query) is { } known)
            return known;
        var plan = planner.Plan(context, profile, access, query, withShares, caller.Zone);
        if (!plan.IsSuccess)
            return plan.Failure;
        var page = Prepare(model, context, profile, access, plan.Value, query, withShares);
        if (plan.Value.IsLasting)
            access.Pages(withShares).Keep(query, page);
        return page;
    }

    private PreparedPage Prepare(RecordModel model, RecordContext context, AccessProfile profile, EntityAccess access, QueryPlan plan, RecordQuery query, bool withShares)
    {
        // One row more than asked tells whether the query goes on.
        var wanted = plan.Sorted(plan.Matching).Skip(query.Skip).Take(query.Top + 1);
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
        var rows = new PreparedQuery<ExpandedRow>(context, LookupJoin.Apply(gate.ReadableSets(context, profile, withShares), wanted, joined));
        return async (run, binding, caller, cancellationToken) =>
        {
            var found = await rows.ToListAsync(run, binding, cancellationToken);
            await virtuals.FillAsync(run, model, profile, access, found.ConvertAll(r => r.Root), caller, cancellationToken);
            foreach (var (index, expansion) in expanded.Where(e => e.Target is not null).Index())
                await virtuals.FillAsync(run, model, profile, expansion.Target!, [.. found.Select(r => r.Target(index)).OfType<StoredRecord>()], caller, cancellationToken);
            return found.ConvertAll(r => Row(access, r.Root, expanded, r.Target));
        };
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
