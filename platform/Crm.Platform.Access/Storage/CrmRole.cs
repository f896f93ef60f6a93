using Microsoft.AspNetCore.Identity;

namespace Crm.Platform.Access.Storage;

/// <summary>A role as Identity stores it; what roles allow is decided in code, see <see cref="Callers.RoleRights"/>.</summary>
internal sealed class CrmRole : IdentityRole<Guid>;
