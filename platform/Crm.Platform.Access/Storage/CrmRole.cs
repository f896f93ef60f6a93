using Microsoft.AspNetCore.Identity;

namespace Crm.Platform.Access.Storage;

/// <summary>A role as Identity stores it; what it allows is its definition's.</summary>
internal sealed class CrmRole : IdentityRole<Guid>;
