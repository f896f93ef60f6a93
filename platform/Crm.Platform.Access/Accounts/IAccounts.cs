using System.Security.Claims;
using Crm.Platform.Abstractions;

namespace Crm.Platform.Access.Accounts;

/// <summary>What the account pages do. Sets cookies, so only for static pages and endpoints, never inside a circuit.</summary>
public interface IAccounts
{
    /// <summary>Signs in on the running request. Takes as long and answers alike whether or not the person exists.</summary>
    Task<SignInOutcome> SignInAsync(string email, string password, CancellationToken cancellationToken);

    /// <summary>Ends the running request's session.</summary>
    Task SignOutAsync();

    /// <summary><see langword="null"/> when the principal is no person.</summary>
    Task<Profile?> FindAsync(ClaimsPrincipal principal, CancellationToken cancellationToken);

    Task<Result<Guid>> RenameAsync(ClaimsPrincipal principal, string name, CancellationToken cancellationToken);

    /// <summary>Ends every other session of the person and renews this one. <see cref="Invalid"/> names <c>current</c> or <c>password</c>.</summary>
    Task<Result<Guid>> ChangePasswordAsync(ClaimsPrincipal principal, string current, string password, CancellationToken cancellationToken);
}

/// <summary>How a sign-in ended.</summary>
public enum SignInOutcome
{
    /// <summary>The session cookie is set.</summary>
    SignedIn,

    /// <summary>Unknown, disabled or wrong password: which of them is not told.</summary>
    Refused,

    /// <summary>Too many wrong passwords; also for addresses nobody has.</summary>
    LockedOut,
}

/// <summary>A person's own account.</summary>
public sealed record Profile(Guid Id, string Name, string Email, string Role);
