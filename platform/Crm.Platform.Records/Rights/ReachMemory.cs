using System.Collections.Concurrent;
using Crm.Platform.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace Crm.Platform.Records.Rights;

/// <summary>Whose records somebody reaches, remembered for a few seconds: looking at a record or a list then costs no second question to the database.</summary>
internal sealed class ReachMemory(TimeProvider time)
{
    /// <summary>How long a change made on another node may go unseen; a change on this node shows at once.</summary>
    private static readonly TimeSpan Memory = TimeSpan.FromSeconds(3);

    private const int MostRemembered = 10_000;
    private readonly ConcurrentDictionary<Guid, Remembered> _remembered = new();
    private long _forgotten;

    public ValueTask<Reach> OfAsync(RecordContext context, Guid caller, CancellationToken cancellationToken) =>
        _remembered.TryGetValue(caller, out var known) && known.Until > time.GetTimestamp() && known.Forgotten == Interlocked.Read(ref _forgotten)
            ? ValueTask.FromResult(known.Reach)
            : LoadAsync(context, caller, cancellationToken);

    public void Forget()
    {
        Interlocked.Increment(ref _forgotten);
        _remembered.Clear();
    }

    private async ValueTask<Reach> LoadAsync(RecordContext context, Guid caller, CancellationToken cancellationToken)
    {
        var forgotten = Interlocked.Read(ref _forgotten);
        var until = time.GetTimestamp() + (long)(Memory.TotalSeconds * time.TimestampFrequency);
        var teams = context.TeamReach.Where(t => t.UserId == caller);
        var mates = await (from team in teams join member in context.TeamMembers on team.TeamId equals member.TeamId select member.UserId).ToListAsync(cancellationToken);
        var hasShares = await context.Shares.AnyAsync(s => s.PrincipalId == caller, cancellationToken)
            || await (from team in teams join share in context.Shares on team.TeamId equals share.PrincipalId select share.Id).AnyAsync(cancellationToken);
        var reach = new Reach(caller, mates, hasShares);
        if (_remembered.Count >= MostRemembered)
            _remembered.Clear();
        _remembered[caller] = new Remembered(reach, until, forgotten);
        return reach;
    }

    /// <param name="Forgotten">How often all was forgotten when it was asked for: what was asked before a change counts for nothing after it.</param>
    private sealed record Remembered(Reach Reach, long Until, long Forgotten);
}
