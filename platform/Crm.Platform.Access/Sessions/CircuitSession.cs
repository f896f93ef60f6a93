using Crm.Platform.Abstractions;
using Crm.Platform.Access.Callers;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.Extensions.Logging;

namespace Crm.Platform.Access.Sessions;

/// <summary>Signs a running circuit out when its person is disabled, or password or role changed: cookies are not looked at again there.</summary>
internal sealed class CircuitSession(ILoggerFactory loggers, ICallers callers) : RevalidatingServerAuthenticationStateProvider(loggers)
{
    protected override TimeSpan RevalidationInterval => TimeSpan.FromMinutes(1);

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken) =>
        await callers.OfAsync(authenticationState.User, cancellationToken) != Caller.Nobody;
}
