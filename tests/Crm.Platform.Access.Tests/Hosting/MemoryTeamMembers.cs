using System.Collections.Immutable;
using Crm.Platform.Abstractions;
using Crm.Platform.Records.Rights;
using Crm.Platform.Records.Writing;

namespace Crm.Platform.Access.Tests.Hosting;

/// <summary>Knows of no team, so nobody can be in one.</summary>
internal sealed class MemoryTeamMembers : ITeamMembers
{
    private static readonly Invalid Unknown = Invalid.Of(new Problem("teams", "team.unknown", "There is no such team."));

    public Task<ImmutableArray<TeamMember>> ListAsync(CancellationToken cancellationToken) => Task.FromResult<ImmutableArray<TeamMember>>([]);

    public Task<Result<Guid>> SetMembersAsync(Guid team, IReadOnlyCollection<Guid> users, Caller caller, CancellationToken cancellationToken) => Task.FromResult<Result<Guid>>(Unknown);

    public Task<Result<Guid>> SetTeamsAsync(Guid user, IReadOnlyCollection<Guid> teams, Caller caller, CancellationToken cancellationToken) => Task.FromResult<Result<Guid>>(Unknown);

    public Task<Result<Record>> CreateMemberAsync(RecordInput person, IReadOnlyCollection<Guid> teams, Caller caller, CancellationToken cancellationToken) => Task.FromResult<Result<Record>>(Unknown);
}
