using System.Collections.Immutable;
using System.Linq.Expressions;
using Crm.Platform.Abstractions;
using Crm.Platform.Records.Writing;
using Crm.Platform.Storage.Databases;
using Crm.Platform.Storage.Model;
using Crm.Platform.Storage.Sharing;
using Microsoft.EntityFrameworkCore;

namespace Crm.Platform.Records.Rights;

/// <inheritdoc/>
internal sealed class TeamMembers(IRecordDatabase records, SessionWrites writes, AccessGate gate, ReachMemory memory, TimeProvider time) : ITeamMembers
{
    private static readonly Forbidden MayNotAdminister = new("access.admin", "Only administrators manage teams.");

    public async Task<ImmutableArray<TeamMember>> ListAsync(CancellationToken cancellationToken)
    {
        await using var context = records.Current.CreateContext();
        return [.. (await context.TeamMembers.ToListAsync(cancellationToken)).Select(m => new TeamMember(m.TeamId, m.UserId))];
    }

    public Task<Result<Guid>> SetMembersAsync(Guid team, IReadOnlyCollection<Guid> users, Caller caller, CancellationToken cancellationToken) =>
        ReplaceAsync((SystemFields.TeamEntity, team), (SystemFields.UserEntity, users), "members", m => m.TeamId == team, user => new TeamMemberRow { TeamId = team, UserId = user }, caller, cancellationToken);

    public async Task<Result<Record>> CreateMemberAsync(RecordInput person, IReadOnlyCollection<Guid> teams, Caller caller, CancellationToken cancellationToken)
    {
        if (!caller.IsPlatform)
            return MayNotAdminister;
        await using var session = await RecordSession.OpenAsync(records, time, cancellationToken);
        await session.HoldAsync(Hold.People, cancellationToken);
        if (gate.Profile(session.Model, caller).Access(SystemFields.UserEntity) is not { } access)
            return Failures.UnknownEntity(SystemFields.UserEntity);
        if (await UnknownAsync(session, SystemFields.TeamEntity, teams, "teams", cancellationToken) is { } unknown)
            return unknown;
        var made = await writes.CreateAsync(session, access, person, caller, cancellationToken);
        if (!made.IsSuccess)
            return made.Failure;
        var failure = await AddAsync(session, teams.Select(team => new TeamMemberRow { TeamId = team, UserId = made.Value.Id }), cancellationToken);
        return failure is null ? made.Value : failure;
    }

    public Task<Result<Guid>> SetTeamsAsync(Guid user, IReadOnlyCollection<Guid> teams, Caller caller, CancellationToken cancellationToken) =>
        ReplaceAsync((SystemFields.UserEntity, user), (SystemFields.TeamEntity, teams), "teams", m => m.UserId == user, team => new TeamMemberRow { TeamId = team, UserId = user }, caller, cancellationToken);

    private async Task<Result<Guid>> ReplaceAsync(
        (string Entity, Guid Id) subject, (string Entity, IReadOnlyCollection<Guid> Ids) others, string path, Expression<Func<TeamMemberRow, bool>> present, Func<Guid, TeamMemberRow> make, Caller caller, CancellationToken cancellationToken)
    {
        if (!caller.May(CallerRights.Admin))
            return MayNotAdminister;
        await using var session = await RecordSession.OpenAsync(records, time, cancellationToken);
        await session.HoldAsync(Hold.People, cancellationToken);
        if (!await ExistsAsync(session, subject.Entity, subject.Id, cancellationToken))
            return new NotFound($"{subject.Entity}.unknown", $"There is no such {subject.Entity}.");
        if (await UnknownAsync(session, others.Entity, others.Ids, path, cancellationToken) is { } unknown)
            return unknown;

        await session.Context.TeamMembers.Where(present).ExecuteDeleteAsync(cancellationToken);
        return await AddAsync(session, others.Ids.Select(make), cancellationToken) is { } failure ? failure : subject.Id;
    }

    private async Task<Failure?> AddAsync(RecordSession session, IEnumerable<TeamMemberRow> members, CancellationToken cancellationToken)
    {
        session.Context.AddRange(members.DistinctBy(m => (m.TeamId, m.UserId)));
        await session.Context.SaveChangesAsync(cancellationToken);
        if (await TeamReach.RebuildAsync(session, memory, cancellationToken) is { } failure)
            return failure;
        await session.CommitAsync(cancellationToken);
        return null;
    }

    private static async Task<Invalid?> UnknownAsync(RecordSession session, string entity, IReadOnlyCollection<Guid> ids, string path, CancellationToken cancellationToken)
    {
        foreach (var id in ids)
            if (!await ExistsAsync(session, entity, id, cancellationToken))
                return Invalid.Of(new Problem(path, $"{entity}.unknown", $"There is no {entity} '{id}'."));
        return null;
    }

    private static async Task<bool> ExistsAsync(RecordSession session, string entity, Guid id, CancellationToken cancellationToken) =>
        session.Model.Snapshot.Entity(entity) is not null && await session.Model.FindLiveAsync(session.Context, entity, id, cancellationToken) is not null;
}
