using System.Security.Claims;
using Crm.Platform.Access.Storage;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Crm.Platform.Access.Sessions;

/// <summary>Identity's sign-in, except that nobody learns from answer or time whether an address has an account, and that disabled people stay out.</summary>
internal sealed class PersonSignIn(
    UserManager<CrmUser> users, IHttpContextAccessor http, IUserClaimsPrincipalFactory<CrmUser> claims, IOptions<IdentityOptions> options,
    ILogger<SignInManager<CrmUser>> logger, IAuthenticationSchemeProvider schemes, IUserConfirmation<CrmUser> confirmation, StrangerLockout strangers)
    : SignInManager<CrmUser>(users, http, claims, options, logger, schemes, confirmation)
{
    // Made once: verifying against it costs what verifying a real password costs.
    private static readonly Lazy<string> DummyHash = new(() => new PasswordHasher<CrmUser>().HashPassword(new CrmUser(), Guid.NewGuid().ToString()));

    public override async Task<SignInResult> PasswordSignInAsync(string userName, string password, bool isPersistent, bool lockoutOnFailure) =>
        await UserManager.FindByNameAsync(userName) is { Enabled: true } user
            ? await PasswordSignInAsync(user, password, isPersistent, lockoutOnFailure)
            : RefuseStranger(userName, password);

    public override async Task<bool> CanSignInAsync(CrmUser user) => user.Enabled && await base.CanSignInAsync(user);

    public override async Task<CrmUser?> ValidateSecurityStampAsync(ClaimsPrincipal? principal) =>
        await base.ValidateSecurityStampAsync(principal) is { Enabled: true } user ? user : null;

    private SignInResult RefuseStranger(string userName, string password)
    {
        var key = UserManager.NormalizeName(userName) ?? "";
        if (strangers.IsLockedOut(key))
            return SignInResult.LockedOut;
        UserManager.PasswordHasher.VerifyHashedPassword(new CrmUser(), DummyHash.Value, password);
        return strangers.Fail(key) ? SignInResult.LockedOut : SignInResult.Failed;
    }
}
