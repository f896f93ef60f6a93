using System.Collections.Concurrent;
using System.Security.Claims;

namespace Crm.Platform.Access.Tokens;

/// <summary>Tokens found valid a moment ago, so that a busy client costs one database look-up every few seconds.</summary>
internal sealed class TokenMemory(TimeProvider time)
{
    /// <summary>How long a revocation on another node may go unseen.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromSeconds(3);

    private const int MaxRemembered = 10_000;
    private readonly ConcurrentDictionary<string, Remembered> _remembered = new(StringComparer.Ordinal);

    public ClaimsIdentity? Find(string reference) =>
        _remembered.TryGetValue(reference, out var known) && known.Until > time.GetUtcNow() ? known.Identity : null;

    /// <param name="expires">The token's own end; it is not remembered beyond.</param>
    public void Remember(string reference, ClaimsIdentity identity, DateTimeOffset expires)
    {
        if (_remembered.Count >= MaxRemembered)
            _remembered.Clear();
        var until = time.GetUtcNow() + Memory;
        _remembered[reference] = new Remembered(identity, until < expires ? until : expires);
    }

    public void Forget(string reference) => _remembered.TryRemove(reference, out _);

    private sealed record Remembered(ClaimsIdentity Identity, DateTimeOffset Until);
}
