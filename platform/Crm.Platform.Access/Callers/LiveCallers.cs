using System.Security.Claims;
using Crm.Platform.Abstractions;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Crm.Platform.Access.Callers;

internal sealed class LiveCallers(Standings standings, IOptions<IdentityOptions> identity) : ICallers
{
    public async ValueTask<Caller> OfAsync(ClaimsPrincipal principal, CancellationToken cancellationToken)
    {
        var claimed = principal.ToCaller();
        // A service client has no person behind it; its token was checked when the request was authenticated.
        if (claimed.UserId is not { } userId)
            return claimed;
        var standing = await standings.FindAsync(userId, cancellationToken);
        if (standing is null)
            return Caller.Nobody;
        var isToken = principal.Identity?.AuthenticationType == AccessSchemes.Bearer;
        if (isToken)
            return claimed with { Rights = claimed.Rights & standing.Rights };
        var stamp = principal.FindFirstValue(identity.Value.ClaimsIdentity.SecurityStampClaimType);
        return stamp == standing.Stamp ? claimed with { Rights = standing.Rights, Name = standing.Name } : Caller.Nobody;
    }

    public async ValueTask<Caller> OfUserAsync(Guid userId, CancellationToken cancellationToken) =>
        await standings.FindAsync(userId, cancellationToken) is { } standing ? new Caller(userId, standing.Rights) { Name = standing.Name } : Caller.Nobody;
}
