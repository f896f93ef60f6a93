using System.Collections.Immutable;
using Crm.Platform.Abstractions;
using Crm.Platform.Records.Writing;
using Crm.Platform.Storage.Model;
using Crm.Platform.Storage.Sharing;
using Microsoft.EntityFrameworkCore;

namespace Crm.Platform.Records.Rights;

/// <inheritdoc/>
internal sealed class RecordShares(IRecordDatabase records, AccessGate gate, ReachMemory memory, TimeProvider time) : IRecordShares
{
    public Task<Result<ImmutableArray<RecordShare>>> ListAsync(string entity, Guid record, Caller caller, CancellationToken cancellationToken) =>
        OnRecordAsync<ImmutableArray<RecordShare>>(entity, record, CallerRights.Read, caller, async session =>
            (await Of(session, entity, record).OrderBy(s => s.CreatedAt).ThenBy(s => s.Id).ToListAsync(cancellationToken)).Select(Shown).ToImmutableArray(), cancellationToken);

    public Task<Result<RecordShare>> AddAsync(string entity, Guid record, NewShare share, Caller caller, CancellationToken cancellationToken) =>
        OnRecordAsync<RecordShare>(entity, record, CallerRights.Write, caller, async session =>
        {
            if (!await IsKnownAsync(session, share, caller, cancellationToken))
                return Invalid.Of(new Problem(share.IsTeam ? "team" : "user", "share.principal", $"There is no such {(share.IsTeam ? "team" : "user")}."));
            var row = await Of(session, entity, record).AsTracking().FirstOrDefaultAsync(s => s.PrincipalId == share.Principal, cancellationToken);
            if (row is null)
                session.Context.Add(row = NewRow(session, entity, record, share, caller));
            else
                row.MayWrite = share.MayWrite;
            session.Context.ChangeTracker.DetectChanges();
            await session.Context.SaveChangesAsync(cancellationToken);
            await session.CommitAsync(cancellationToken);
            return Shown(row);
        }, cancellationToken);

    public Task<Result<Guid>> RemoveAsync(string entity, Guid record, Guid share, Caller caller, CancellationToken cancellationToken) =>
        OnRecordAsync<Guid>(entity, record, CallerRights.Write, caller, async session =>
        {
            if (await Of(session, entity, record).Where(s => s.Id == share || s.PrincipalId == share).ExecuteDeleteAsync(cancellationToken) == 0)
                return new NotFound("share.unknown", "The record is not shared like that.");
            await session.CommitAsync(cancellationToken);
            return share;
        }, cancellationToken);

    private async Task<Result<T>> OnRecordAsync<T>(string entity, Guid id, CallerRights right, Caller caller, Func<RecordSession, Task<Result<T>>> work, CancellationToken cancellationToken)
    {
        if (!caller.May(right))
            return right == CallerRights.Read ? Failures.MayNotRead : Failures.MayNotWrite;
        await using var session = await RecordSession.OpenAsync(records, time, cancellationToken);
        session.AfterCommit(memory.Forget);
        if (gate.Profile(session.Model, caller).Access(entity) is not { } access)
            return Failures.UnknownEntity(entity);
        if (await gate.FindAsync(session.Model, session.Context, access, id, caller, cancellationToken) is null)
            return Failures.UnknownRecord(access.Whole);
        return await gate.MayShareAsync(session.Context, access, id, caller, cancellationToken) ? await work(session) : Failures.MayNotShare(access.Whole);
    }

    private async Task<bool> IsKnownAsync(RecordSession session, NewShare share, Caller caller, CancellationToken cancellationToken) =>
        gate.Profile(session.Model, caller).Access(share.IsTeam ? SystemFields.TeamEntity : SystemFields.UserEntity) is { } access
        && await gate.FindAsync(session.Model, session.Context, access, share.Principal, caller, cancellationToken) is not null;

    private static ShareRow NewRow(RecordSession session, string entity, Guid record, NewShare share, Caller caller) => new()
    {
        Id = Guid.CreateVersion7(session.Now),
        Entity = entity,
        RecordId = record,
        PrincipalId = share.Principal,
        IsTeam = share.IsTeam,
        MayWrite = share.MayWrite,
        CreatedAt = session.Now,
        CreatedById = caller.UserId,
    };

    private static IQueryable<ShareRow> Of(RecordSession session, string entity, Guid record) => session.Context.Shares.Where(s => s.Entity == entity && s.RecordId == record);

    private static RecordShare Shown(ShareRow row) => new(row.Id, row.PrincipalId, row.IsTeam, row.MayWrite, row.CreatedAt, row.CreatedById);
}
