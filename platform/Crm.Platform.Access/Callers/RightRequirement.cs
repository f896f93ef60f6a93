using Crm.Platform.Abstractions;
using Microsoft.AspNetCore.Authorization;

namespace Crm.Platform.Access.Callers;

/// <summary>The caller must have a right.</summary>
internal sealed record RightRequirement(CallerRights Right) : IAuthorizationRequirement;

/// <summary>Asks with the roles of this moment, not with those a session began with.</summary>
internal sealed class RightHandler(ICallers callers) : AuthorizationHandler<RightRequirement>
{
    protected override async Task HandleRequirementAsync(AuthorizationHandlerContext context, RightRequirement requirement)
    {
        if ((await callers.OfAsync(context.User, CancellationToken.None)).May(requirement.Right))
            context.Succeed(requirement);
    }
}
