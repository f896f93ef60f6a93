using System.Collections.Immutable;
using Crm.Platform.Abstractions;
using Crm.Platform.Records.Writing;

namespace Crm.Platform.Records.Rights;

/// <summary>Who is in which team. Changes need <see cref="CallerRights.Admin"/> and hold for the next query.</summary>
public interface ITeamMembers
{
    /// <summary>Every membership.</summary>
    Task<ImmutableArray<TeamMember>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Makes exactly these people the members of a team. <see cref="Invalid"/> at <c>members</c> when somebody is unknown.</summary>
    Task<Result<Guid>> SetMembersAsync(Guid team, IReadOnlyCollection<Guid> users, Caller caller, CancellationToken cancellationToken);

    /// <summary>Makes the record of a person who is in these teams from the start: both or neither. <see cref="Invalid"/> at <c>teams</c> when one is unknown.</summary>
    /// <param name="caller">The platform: people are made by nobody else.</param>
    Task<Result<Record>> CreateMemberAsync(RecordInput person, IReadOnlyCollection<Guid> teams, Caller caller, CancellationToken cancellationToken);

    /// <summary>Puts a person into exactly these teams. <see cref="Invalid"/> at <c>teams</c> when one is unknown.</summary>
    Task<Result<Guid>> SetTeamsAsync(Guid user, IReadOnlyCollection<Guid> teams, Caller caller, CancellationToken cancellationToken);
}

/// <summary>A person in a team.</summary>
public sealed record TeamMember(Guid Team, Guid User);
