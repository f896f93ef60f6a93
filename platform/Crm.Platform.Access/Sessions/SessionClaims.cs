using System.Security.Claims;
using Crm.Platform.Access.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Crm.Platform.Access.Sessions;

/// <summary>Claims of a session. Its name is the person's, not the sign-in address.</summary>
internal sealed class SessionClaims(UserManager<CrmUser> users, RoleManager<CrmRole> roles, IOptions<IdentityOptions> options)
    : UserClaimsPrincipalFactory<CrmUser, CrmRole>(users, roles, options)
{
    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(CrmUser user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        if (identity.FindFirst(identity.NameClaimType) is { } signInName)
            identity.RemoveClaim(signInName);
        identity.AddClaim(new Claim(identity.NameClaimType, user.Name.Length > 0 ? user.Name : user.Email ?? ""));
        return identity;
    }
}
