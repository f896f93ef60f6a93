using System.Collections.Immutable;
using Crm.Platform.Abstractions;

namespace Crm.Platform.Access.Teams;

/// <summary>What administrators do about teams. Every call needs <see cref="CallerRights.Admin"/>; a change holds for the next query of everybody concerned.</summary>
public interface ITeamAdministration
{
    /// <summary>All teams, by name.</summary>
    Task<Result<ImmutableArray<TeamAccount>>> ListAsync(Caller caller, CancellationToken cancellationToken);

    Task<Result<TeamAccount>> FindAsync(Guid id, Caller caller, CancellationToken cancellationToken);

    /// <summary><see cref="Invalid"/> names the members of <see cref="TeamDraft"/>; <see cref="Conflict"/> when the name is taken.</summary>
    Task<Result<TeamAccount>> CreateAsync(TeamDraft draft, Caller caller, CancellationToken cancellationToken);

    /// <inheritdoc cref="CreateAsync"/>
    Task<Result<TeamAccount>> ChangeAsync(Guid id, TeamDraft draft, Caller caller, CancellationToken cancellationToken);

    /// <summary>The team goes to the trash: its members reach nothing through it any more. Teams below it stay, part of nothing.</summary>
    Task<Result<Guid>> DeleteAsync(Guid id, Caller caller, CancellationToken cancellationToken);
}

/// <summary>A team as administrators see it.</summary>
/// <param name="Parent">The team it is part of; members of that one reach its members' records.</param>
/// <param name="Owner">Who answers for it; gives no rights.</param>
/// <param name="Members">Ids of people.</param>
public sealed record TeamAccount(Guid Id, string Name, string? Description, Guid? Parent, Guid? Owner, ImmutableArray<Guid> Members);

/// <summary>What is given of a team; what is not given stays.</summary>
/// <param name="Values">Values by field of the entity <c>team</c>.</param>
public sealed record TeamDraft(ImmutableDictionary<string, object?> Values, ImmutableArray<Guid>? Members);
