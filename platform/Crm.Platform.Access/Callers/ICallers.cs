using System.Security.Claims;
using Crm.Platform.Abstractions;

namespace Crm.Platform.Access.Callers;

/// <summary>Turns a signed-in principal into the caller that records are read and written for. Safe for all threads.</summary>
public interface ICallers
{
    /// <summary>Rights as they are now: a person disabled or moved to another role loses rights within seconds, even in a running circuit.</summary>
    ValueTask<Caller> OfAsync(ClaimsPrincipal principal, CancellationToken cancellationToken);

    /// <summary>A person as they would be signed in now, for what is done in their name while they are away; <see cref="Caller.Nobody"/> when there is no such person or they are disabled.</summary>
    ValueTask<Caller> OfUserAsync(Guid userId, CancellationToken cancellationToken);
}
