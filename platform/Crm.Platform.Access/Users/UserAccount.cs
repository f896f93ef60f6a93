using System.Collections.Immutable;

namespace Crm.Platform.Access.Users;

/// <summary>A person as administrators see them.</summary>
/// <param name="Roles">Names, in ordinal order.</param>
/// <param name="Teams">Ids.</param>
/// <param name="Enabled">Whether the person may sign in.</param>
public sealed record UserAccount(Guid Id, string Name, string Email, ImmutableArray<string> Roles, ImmutableArray<Guid> Teams, bool Enabled);

/// <summary>What an administrator changes about a person; <see langword="null"/> leaves it.</summary>
public sealed record UserChange(string? Name = null, ImmutableArray<string>? Roles = null, ImmutableArray<Guid>? Teams = null, bool? Enabled = null);
