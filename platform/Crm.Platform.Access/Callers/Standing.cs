using Crm.Platform.Abstractions;

namespace Crm.Platform.Access.Callers;

/// <summary>What holds for a person now, whatever a session claims.</summary>
/// <param name="Stamp">Changes with every password change, role change and disabling; a session with another stamp is over.</param>
internal sealed record Standing(string? Stamp, RoleSet Roles, string Name);
