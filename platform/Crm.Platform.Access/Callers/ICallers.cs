using System.Security.Claims;
using Crm.Platform.Abstractions;

namespace Crm.Platform.Access.Callers;

/// <summary>Turns a signed-in principal into the caller that records are read and written for. Safe for all threads.</summary>
public interface ICallers
{
    /// <summary>Rights as they are now: a person disabled or moved to another role loses rights within seconds, even in a running circuit.</summary>
    ValueTask<Caller> OfAsync(ClaimsPrincipal principal, CancellationToken cancellationToken);
}

/// <summary>What people could do while they are away: for explaining it, and for what is told in their name.</summary>
public interface IPersonCallers
{
    /// <summary>The caller a person would be at a screen now; <see langword="null"/> when there is no such person or it is disabled. Never write as this caller.</summary>
    ValueTask<Caller?> OfPersonAsync(Guid userId, CancellationToken cancellationToken);
}

/// <summary>What service clients could do while they are away: for what is told in their name.</summary>
public interface IClientCallers
{
    /// <summary>The caller a client would be now with a token for all it may ask for; <see langword="null"/> when there is no such client or it gets no tokens any more. Never write as this caller.</summary>
    ValueTask<Caller?> OfClientAsync(string clientId, CancellationToken cancellationToken);
}
