using System.Collections.Concurrent;
using System.Collections.Frozen;
using Crm.Platform.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace Crm.Platform.Records.Rights;

/// <summary>Whose records somebody reaches through teams, remembered for a few seconds: looking at one record then costs no second question to the database.</summary>
/// <remarks>Lists ask the tables themselves, so they are never behind.</remarks>
internal sealed class TeamMates(TimeProvider time)
{
    /// <summary>How long a change made on another node may go unseen; a change on this node shows at once.</summary>
    private static readonly TimeSpan Memory = TimeSpan.FromSeconds(3);

    private const int MostRemembered = 10_000;
    private readonly ConcurrentDictionary<Guid, Remembered> _remembered = new();
    private long _forgotten;

    /// <summary>Whether <paramref name="owner"/> is in a team that <paramref name="caller"/> reaches.</summary>
    public ValueTask<bool> IncludeAsync(RecordContext context, Guid caller, Guid owner, CancellationToken cancellationToken) =>
        _remembered.TryGetValue(caller, out var known) && known.Until > time.GetTimestamp() && known.Forgotten == Interlocked.Read(ref _forgotten)
            ? ValueTask.FromResult(known.Mates.Contains(owner))
            : LoadAsync(context, caller, owner, cancellationToken);

    public void Forget()
    {
        Interlocked.Increment(ref _forgotten);
        _remembered.Clear();
    }

    private async ValueTask<bool> LoadAsync(RecordContext context, Guid caller, Guid owner, CancellationToken cancellationToken)
    {
        var forgotten = Interlocked.Read(ref _forgotten);
        var until = time.GetTimestamp() + (long)(Memory.TotalSeconds * time.TimestampFrequency);
        var mates = await (from team in context.TeamReach where team.UserId == caller join member in context.TeamMembers on team.TeamId equals member.TeamId select member.UserId).ToListAsync(cancellationToken);
        if (_remembered.Count >= MostRemembered)
            _remembered.Clear();
        _remembered[caller] = new Remembered(mates.ToFrozenSet(), until, forgotten);
        return mates.Contains(owner);
    }

    /// <param name="Forgotten">How often all was forgotten when it was asked for: what was asked before a change counts for nothing after it.</param>
    private sealed record Remembered(FrozenSet<Guid> Mates, long Until, long Forgotten);
}
