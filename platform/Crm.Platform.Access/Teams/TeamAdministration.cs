using System.Collections.Immutable;
using Crm.Platform.Abstractions;
using Crm.Platform.Records.Reading;
using Crm.Platform.Records.Rights;
using Crm.Platform.Records.Writing;

namespace Crm.Platform.Access.Teams;

/// <inheritdoc/>
internal sealed class TeamAdministration(IRecordReader reader, IRecordWriter writer, ITeamMembers members) : ITeamAdministration
{
    private const string Entity = SystemFields.TeamEntity;
    private static readonly Forbidden MayNotAdminister = new("access.admin", "Only administrators manage teams.");

    public async Task<Result<ImmutableArray<TeamAccount>>> ListAsync(Caller caller, CancellationToken cancellationToken)
    {
        if (!caller.May(CallerRights.Admin))
            return MayNotAdminister;
        var query = new RecordQuery(Entity) { Sort = [new RecordSort("name")], Top = RecordQuery.MaxTop };
        var teams = ImmutableArray.CreateBuilder<Record>();
        for (var hasMore = true; hasMore;)
        {
            var page = await reader.QueryAsync(query, Caller.Platform, cancellationToken);
            if (!page.IsSuccess)
                return page.Failure;
            teams.AddRange(page.Value.Rows.Select(r => r.Record));
            hasMore = page.Value.HasMore;
            query = query with { After = page.Value.Next };
        }

        var people = (await members.ListAsync(cancellationToken)).ToLookup(m => m.Team, m => m.User);
        return teams.Select(team => Shown(team, people[team.Id])).ToImmutableArray();
    }

    public async Task<Result<TeamAccount>> FindAsync(Guid id, Caller caller, CancellationToken cancellationToken)
    {
        if (!caller.May(CallerRights.Admin))
            return MayNotAdminister;
        var team = await reader.FindAsync(Entity, id, Caller.Platform, cancellationToken);
        return team.IsSuccess ? Shown(team.Value, (await members.ListAsync(cancellationToken)).Where(m => m.Team == id).Select(m => m.User)) : team.Failure;
    }

    public async Task<Result<TeamAccount>> CreateAsync(TeamDraft draft, Caller caller, CancellationToken cancellationToken)
    {
        if (!caller.May(CallerRights.Admin))
            return MayNotAdminister;
        var made = await writer.CreateAsync(Entity, Input(draft), Caller.Platform, cancellationToken);
        if (!made.IsSuccess)
            return made.Failure;
        if (await SetMembersAsync(made.Value.Id, draft, caller, cancellationToken) is { } failure)
        {
            // A team that is not what was asked for must not stay behind; not cancellable, or it might.
            await writer.DeleteAsync(Entity, made.Value.Id, null, Caller.Platform, CancellationToken.None);
            return failure;
        }

        return await FindAsync(made.Value.Id, caller, cancellationToken);
    }

    public async Task<Result<TeamAccount>> ChangeAsync(Guid id, TeamDraft draft, Caller caller, CancellationToken cancellationToken)
    {
        if (!caller.May(CallerRights.Admin))
            return MayNotAdminister;
        var changed = await writer.UpdateAsync(Entity, id, Input(draft), null, Caller.Platform, cancellationToken);
        if (!changed.IsSuccess)
            return changed.Failure;
        return await SetMembersAsync(id, draft, caller, cancellationToken) is { } failure ? failure : await FindAsync(id, caller, cancellationToken);
    }

    public async Task<Result<Guid>> DeleteAsync(Guid id, Caller caller, CancellationToken cancellationToken)
    {
        if (!caller.May(CallerRights.Admin))
            return MayNotAdminister;
        var deleted = await writer.DeleteAsync(Entity, id, null, Caller.Platform, cancellationToken);
        return deleted.IsSuccess ? id : deleted.Failure;
    }

    private async Task<Failure?> SetMembersAsync(Guid id, TeamDraft draft, Caller caller, CancellationToken cancellationToken) =>
        draft.Members is { } people ? (await members.SetMembersAsync(id, people, caller, cancellationToken)).Failure : null;

    private static RecordInput Input(TeamDraft draft) => draft.Values.Aggregate(new RecordInput(), (input, value) => input.Set(value.Key, value.Value));

    private static TeamAccount Shown(Record team, IEnumerable<Guid> people) =>
        new(team.Id, (string)team["name"]!, (string?)team["description"], (Guid?)team["parent_id"], team.OwnerId, [.. people.Order()]);
}
