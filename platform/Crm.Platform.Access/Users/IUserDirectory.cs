using System.Collections.Immutable;
using Crm.Platform.Abstractions;

namespace Crm.Platform.Access.Users;

/// <summary>Creates and changes people: the account that signs in and the record of entity <c>user</c> that lookups point at, always both.</summary>
public interface IUserDirectory
{
    /// <summary>The id of account and record. <see cref="Invalid"/> names <c>name</c>, <c>email</c>, <c>password</c>, <c>roles</c> or <c>teams</c>; <see cref="Conflict"/> when the address is taken.</summary>
    Task<Result<Guid>> CreateAsync(NewUser user, CancellationToken cancellationToken);

    /// <summary>Disabling ends every session of the person within seconds.</summary>
    Task<Result<Guid>> SetEnabledAsync(Guid id, bool enabled, CancellationToken cancellationToken);

    /// <summary>Replaces the person's roles; sessions have to sign in again.</summary>
    Task<Result<Guid>> SetRolesAsync(Guid id, ImmutableArray<string> roles, CancellationToken cancellationToken);

    Task<Result<Guid>> RenameAsync(Guid id, string name, CancellationToken cancellationToken);
}
