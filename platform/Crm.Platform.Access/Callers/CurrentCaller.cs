using Crm.Platform.Abstractions;
using Microsoft.AspNetCore.Components.Authorization;

namespace Crm.Platform.Access.Callers;

internal sealed class CurrentCaller(AuthenticationStateProvider authentication, ICallers callers) : ICurrentCaller
{
    public async ValueTask<Caller> GetAsync(CancellationToken cancellationToken)
    {
        var state = await authentication.GetAuthenticationStateAsync();
        return (await callers.OfAsync(state.User, cancellationToken)) with { Source = ChangeSource.Screen };
    }
}
