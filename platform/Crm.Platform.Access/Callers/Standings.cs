using System.Collections.Concurrent;
using Crm.Platform.Abstractions;
using Crm.Platform.Access.Storage;
using Microsoft.EntityFrameworkCore;

namespace Crm.Platform.Access.Callers;

/// <summary>Looks up people's standing, remembered for a few seconds so that a screen full of requests asks the database once.</summary>
internal sealed class Standings(IDbContextFactory<AccessContext> contexts, TimeProvider time)
{
    /// <summary>How long a change made on another node may go unseen; a change on this node shows at once.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromSeconds(3);

    private const int MaxRemembered = 10_000;
    private readonly ConcurrentDictionary<Guid, Remembered> _remembered = new();

    /// <summary><see langword="null"/> when there is no such person or it is disabled.</summary>
    public ValueTask<Standing?> FindAsync(Guid userId, CancellationToken cancellationToken) =>
        _remembered.TryGetValue(userId, out var known) && known.Until > time.GetTimestamp()
            ? ValueTask.FromResult(known.Standing)
            : LoadAsync(userId, cancellationToken);

    public void Forget(Guid userId) => _remembered.TryRemove(userId, out _);

    private async ValueTask<Standing?> LoadAsync(Guid userId, CancellationToken cancellationToken)
    {
        var until = time.GetTimestamp() + (long)(Memory.TotalSeconds * time.TimestampFrequency);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var user = await context.Users.AsNoTracking().Where(u => u.Id == userId && u.Enabled)
            .Select(u => new { u.SecurityStamp, u.Name }).FirstOrDefaultAsync(cancellationToken);
        var standing = user is null ? null : new Standing(user.SecurityStamp, RoleSet.Of(await RolesAsync(context, userId, cancellationToken)), user.Name);
        if (_remembered.Count >= MaxRemembered)
            _remembered.Clear();
        _remembered[userId] = new Remembered(standing, until);
        return standing;
    }

    private static Task<List<string>> RolesAsync(AccessContext context, Guid userId, CancellationToken cancellationToken) =>
        (from held in context.UserRoles
         join role in context.Roles on held.RoleId equals role.Id
         where held.UserId == userId && role.Name != null
         select role.Name!).ToListAsync(cancellationToken);

    private sealed record Remembered(Standing? Standing, long Until);
}
