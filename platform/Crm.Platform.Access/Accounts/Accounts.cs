using System.Security.Claims;
using Crm.Platform.Abstractions;
using Crm.Platform.Access.Callers;
using Crm.Platform.Access.Sessions;
using Crm.Platform.Access.Storage;
using Crm.Platform.Access.Users;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Logging;

namespace Crm.Platform.Access.Accounts;

internal sealed partial class Accounts(PersonSignIn signIn, UserManager<CrmUser> users, UserDirectory directory, Standings standings, ILogger<Accounts> logger) : IAccounts
{
    public async Task<SignInOutcome> SignInAsync(string email, string password, CancellationToken cancellationToken)
    {
        var result = await signIn.PasswordSignInAsync(email.Trim(), password, isPersistent: false, lockoutOnFailure: true);
        if (result.IsLockedOut)
            LogLockedOut();
        return result.Succeeded ? SignInOutcome.SignedIn : result.IsLockedOut ? SignInOutcome.LockedOut : SignInOutcome.Refused;
    }

    public Task SignOutAsync() => signIn.SignOutAsync();

    public async Task<Profile?> FindAsync(ClaimsPrincipal principal, CancellationToken cancellationToken)
    {
        if (await users.GetUserAsync(principal) is not { } user)
            return null;
        var roles = await users.GetRolesAsync(user);
        return new Profile(user.Id, user.Name, user.Email ?? "", string.Join(", ", roles));
    }

    public async Task<Result<Guid>> RenameAsync(ClaimsPrincipal principal, string name, CancellationToken cancellationToken)
    {
        if (await users.GetUserAsync(principal) is not { } user)
            return UserFailures.Unknown;
        var renamed = await directory.RenameAsync(user.Id, name, cancellationToken);
        if (renamed.IsSuccess)
            await signIn.RefreshSignInAsync(user);
        return renamed;
    }

    public async Task<Result<Guid>> ChangePasswordAsync(ClaimsPrincipal principal, string current, string password, CancellationToken cancellationToken)
    {
        if (await users.GetUserAsync(principal) is not { } user)
            return UserFailures.Unknown;
        if (await users.IsLockedOutAsync(user))
            return Invalid.Of(new Problem("current", "access.user.locked_out", "Too many wrong passwords. Wait some minutes, then try again."));
        if (!await users.CheckPasswordAsync(user, current))
        {
            await users.AccessFailedAsync(user);
            return Invalid.Of(new Problem("current", "access.user.current_password", "The current password is not right."));
        }
        var changed = await users.ChangePasswordAsync(user, current, password);
        if (!changed.Succeeded)
            return UserFailures.Of(changed);
        standings.Forget(user.Id);
        await signIn.RefreshSignInAsync(user);
        return user.Id;
    }

    [LoggerMessage(2201, LogLevel.Warning, "A sign-in was refused because of too many wrong passwords.")]
    private partial void LogLockedOut();
}
