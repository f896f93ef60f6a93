using System.Security.Claims;
using Crm.Platform.Abstractions;

namespace Crm.Platform.Access.Callers;

/// <summary>Reads who somebody is from the claims of a session or token.</summary>
public static class CallerClaims
{
    /// <summary>Rights of the roles, cut down to the scopes for a token. <see cref="Caller.Nobody"/> for anything not signed in by one of our schemes.</summary>
    /// <remarks>Judges by the claims alone; <see cref="ICallers"/> also asks whether a person is still enabled and what roles are held now.</remarks>
    public static Caller ToCaller(this ClaimsPrincipal principal)
    {
        ArgumentNullException.ThrowIfNull(principal);
        if (principal.Identity is not ClaimsIdentity { IsAuthenticated: true } identity)
            return Caller.Nobody;
        var isToken = identity.AuthenticationType == AccessSchemes.Bearer;
        if (!isToken && identity.AuthenticationType != AccessSchemes.Session)
            return Caller.Nobody;
        var rights = CallerRights.None;
        foreach (var role in identity.FindAll(identity.RoleClaimType))
            rights |= RoleRights.OfRole(role.Value);
        if (isToken)
            rights &= RoleRights.OfScopes(identity.FindFirst(AccessClaims.Scope)?.Value ?? "");
        return new Caller(UserId(identity), rights) { Name = identity.Name, Source = ChangeSource.Api };
    }

    internal static Guid? UserId(this ClaimsIdentity identity) =>
        Guid.TryParse(identity.FindFirst(ClaimTypes.NameIdentifier)?.Value, out var id) ? id : null;
}
