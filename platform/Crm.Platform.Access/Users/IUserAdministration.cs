using System.Collections.Immutable;
using Crm.Platform.Abstractions;

namespace Crm.Platform.Access.Users;

/// <summary>What administrators do about people, for the API and the screens alike. Every call needs <see cref="CallerRights.Admin"/>.</summary>
public interface IUserAdministration
{
    /// <summary>Everybody, by name.</summary>
    Task<Result<ImmutableArray<UserAccount>>> ListAsync(Caller caller, CancellationToken cancellationToken);

    Task<Result<UserAccount>> FindAsync(Guid id, Caller caller, CancellationToken cancellationToken);

    /// <inheritdoc cref="IUserDirectory.CreateAsync"/>
    Task<Result<UserAccount>> CreateAsync(NewUser user, Caller caller, CancellationToken cancellationToken);

    /// <summary>Applies what is given, in one go from the person's point of view. A <see cref="Conflict"/> keeps the last enabled administrator.</summary>
    Task<Result<UserAccount>> ChangeAsync(Guid id, UserChange change, Caller caller, CancellationToken cancellationToken);
}
