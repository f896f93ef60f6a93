using System.Security.Claims;
using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Snapshots;

namespace Crm.Platform.Access.Callers;

/// <summary>Reads who somebody is from the claims of a session or token.</summary>
internal static class CallerClaims
{
    /// <summary>Roles, and their rights cut down to the scopes for a token. <see cref="Caller.Nobody"/> for anything not signed in by one of our schemes.</summary>
    /// <remarks>Judges by the claims alone; <see cref="ICallers"/> also asks whether a person is still enabled and what roles are held now.</remarks>
    public static Caller ToCaller(this ClaimsPrincipal principal, MetadataSnapshot snapshot)
    {
        if (principal.Identity is not ClaimsIdentity { IsAuthenticated: true } identity || !(IsToken(identity) || identity.AuthenticationType == AccessSchemes.Session))
            return Caller.Nobody;
        var roles = RoleSet.Of(identity.FindAll(identity.RoleClaimType).Select(c => c.Value));
        return identity.Having(new Caller(UserId(identity), CallerRights.None) { Name = identity.Name, ClientId = identity.FindFirst(AccessClaims.ClientId)?.Value, Source = ChangeSource.Api }, roles, snapshot);
    }

    /// <summary>The caller with roles, as far as the scopes of a token let them.</summary>
    public static Caller Having(this ClaimsIdentity identity, Caller caller, RoleSet roles, MetadataSnapshot snapshot)
    {
        var rights = CallerRightsOf.Roles(roles, snapshot);
        return caller with { Roles = roles, Rights = IsToken(identity) ? rights & CallerRightsOf.Scopes(identity.FindFirst(AccessClaims.Scope)?.Value ?? "") : rights };
    }

    public static bool IsToken(ClaimsIdentity identity) => identity.AuthenticationType == AccessSchemes.Bearer;

    private static Guid? UserId(ClaimsIdentity identity) =>
        Guid.TryParse(identity.FindFirst(ClaimTypes.NameIdentifier)?.Value, out var id) ? id : null;
}
