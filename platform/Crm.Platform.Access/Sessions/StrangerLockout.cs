using System.Collections.Concurrent;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Crm.Platform.Access.Sessions;

/// <summary>Counts wrong sign-ins of addresses nobody has, so that lockout does not tell them from real ones.</summary>
internal sealed class StrangerLockout(IOptions<IdentityOptions> options, TimeProvider time)
{
    private const int MaxRemembered = 10_000;
    private readonly ConcurrentDictionary<string, Attempts> _attempts = new(StringComparer.Ordinal);

    public bool IsLockedOut(string name) => _attempts.TryGetValue(name, out var known) && known.LockedUntil > time.GetUtcNow();

    /// <returns>Whether this failure locked the name.</returns>
    public bool Fail(string name)
    {
        if (_attempts.Count >= MaxRemembered)
            _attempts.Clear();
        var lockout = options.Value.Lockout;
        var now = time.GetUtcNow();
        var attempts = _attempts.AddOrUpdate(name, _ => Next(0), (_, known) => Next(known.LockedUntil is null ? known.Count : 0));
        return attempts.LockedUntil > now;

        Attempts Next(int before) => before + 1 >= lockout.MaxFailedAccessAttempts
            ? new Attempts(0, now + lockout.DefaultLockoutTimeSpan)
            : new Attempts(before + 1, null);
    }

    private sealed record Attempts(int Count, DateTimeOffset? LockedUntil);
}
