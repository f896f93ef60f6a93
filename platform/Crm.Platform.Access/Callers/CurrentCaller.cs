using Crm.Platform.Abstractions;
using Microsoft.AspNetCore.Components.Authorization;

namespace Crm.Platform.Access.Callers;

internal sealed class CurrentCaller(AuthenticationStateProvider authentication, ICallers callers, IEnumerable<IPersonalZone> zones) : ICurrentCaller
{
    public async ValueTask<Caller> GetAsync(CancellationToken cancellationToken)
    {
        var state = await authentication.GetAuthenticationStateAsync();
        var caller = (await callers.OfAsync(state.User, cancellationToken)) with { Source = ChangeSource.Screen };
        // Only a screen knows whose calendar counts.
        return zones.FirstOrDefault() is { } personal ? caller with { Zone = personal.Zone } : caller;
    }
}
