using System.Collections.Immutable;

namespace Crm.Platform.Access.Users;

/// <summary>A person to create.</summary>
/// <param name="Name">What colleagues read.</param>
/// <param name="Email">Also the sign-in name; unique in any casing.</param>
/// <param name="Password"><see langword="null"/> makes a person who cannot sign in until a password is set.</param>
/// <param name="Roles">Names of roles that exist; none lets the person in but see nothing.</param>
public sealed record NewUser(string Name, string Email, string? Password, params ImmutableArray<string> Roles)
{
    /// <summary>Ids of the teams to be in from the start.</summary>
    public ImmutableArray<Guid> Teams { get; init; } = [];
}
