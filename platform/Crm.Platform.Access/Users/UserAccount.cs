namespace Crm.Platform.Access.Users;

/// <summary>A person as administrators see them.</summary>
/// <param name="Role">One of <see cref="AccessRoles"/>.</param>
/// <param name="Enabled">Whether the person may sign in.</param>
public sealed record UserAccount(Guid Id, string Name, string Email, string Role, bool Enabled);

/// <summary>What an administrator changes about a person; <see langword="null"/> leaves it.</summary>
public sealed record UserChange(string? Name, string? Role, bool? Enabled);
