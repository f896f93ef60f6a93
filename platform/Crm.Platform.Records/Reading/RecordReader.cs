using Crm.Platform.Abstractions;
using Crm.Platform.Records.Rights;
using Crm.Platform.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace Crm.Platform.Records.Reading;

/// <inheritdoc/>
internal sealed class RecordReader(IRecordDatabase records, QueryPlanner planner, AccessGate gate, PageReader pages, VirtualFields virtuals) : IRecordReader
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
            return await pages.ReadAsync(model, context, profile, access, query, caller, cancellationToken);
        });

    public Task<Result<long>> CountAsync(RecordQuery query, Caller caller, CancellationToken cancellationToken) =>
        ReadAsync<long>(query.Entity, caller, async (model, profile, access) =>
        {
            if (Refuse(query, access, caller) is { } refused)
                return refused;
            await using var context = model.CreateContext();
            var plan = planner.Plan(context, profile, access, query, caller.Zone);
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
}
