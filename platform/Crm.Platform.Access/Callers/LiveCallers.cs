using System.Security.Claims;
using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Snapshots;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Crm.Platform.Access.Callers;

internal sealed class LiveCallers(Standings standings, IMetadata metadata, IOptions<IdentityOptions> identity) : ICallers, IPersonCallers
{
    public async ValueTask<Caller> OfAsync(ClaimsPrincipal principal, CancellationToken cancellationToken)
    {
        var claimed = principal.ToCaller(metadata.Current);
        // A service client has no person behind it; its token was checked when the request was authenticated.
        if (claimed.UserId is not { } userId)
            return claimed;
        if (await standings.FindAsync(userId, cancellationToken) is not { } standing)
            return Caller.Nobody;
        var claims = (ClaimsIdentity)principal.Identity!;
        if (!CallerClaims.IsToken(claims) && principal.FindFirstValue(identity.Value.ClaimsIdentity.SecurityStampClaimType) != standing.Stamp)
            return Caller.Nobody;
        return claims.Having(claimed with { Name = standing.Name }, standing.Roles, metadata.Current);
    }

    public async ValueTask<Caller?> OfPersonAsync(Guid userId, CancellationToken cancellationToken) =>
        await standings.FindAsync(userId, cancellationToken) is { } standing
            ? new Caller(userId, CallerRightsOf.Roles(standing.Roles, metadata.Current)) { Roles = standing.Roles, Name = standing.Name }
            : null;
}
