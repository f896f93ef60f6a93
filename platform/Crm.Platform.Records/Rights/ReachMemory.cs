using System.Collections.Concurrent;
using System.Collections.Frozen;
using Crm.Platform.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace Crm.Platform.Records.Rights;

/// <summary>What is known of somebody for a few seconds, so that most queries and looks at one record need not ask: whose records are reached through teams, and whether anything is shared at all.</summary>
/// <remarks>A change made on this node shows at once. Which records are shared, and whose a list holds, is always asked.</remarks>
internal sealed class ReachMemory(TimeProvider time)
{
    /// <summary>How long a change made on another node may go unseen.</summary>
    private static readonly TimeSpan Memory = TimeSpan.FromSeconds(3);

    private const int MostRemembered = 10_000;
    private readonly ConcurrentDictionary<Guid, Remembered> _remembered = new();

    public ValueTask<PersonalReach> OfAsync(RecordContext context, Guid caller, CancellationToken cancellationToken) =>
        _remembered.TryGetValue(caller, out var known) && known.Until > time.GetTimestamp() ? ValueTask.FromResult(known.Reach) : LoadAsync(context, caller, cancellationToken);

    public void Forget() => _remembered.Clear();

    private async ValueTask<PersonalReach> LoadAsync(RecordContext context, Guid caller, CancellationToken cancellationToken)
    {
        var until = time.GetTimestamp() + (long)(Memory.TotalSeconds * time.TimestampFrequency);
        var mates = await (from team in context.TeamReach where team.UserId == caller join member in context.TeamMembers on team.TeamId equals member.TeamId select member.UserId).ToListAsync(cancellationToken);
        var isGiven = await context.Shares.AnyAsync(s => s.PrincipalId == caller, cancellationToken)
            || await (from team in context.TeamReach where team.UserId == caller join share in context.Shares on team.TeamId equals share.PrincipalId select share.Id).AnyAsync(cancellationToken);
        if (_remembered.Count >= MostRemembered)
            _remembered.Clear();
        var reach = new PersonalReach(mates.ToFrozenSet(), isGiven);
        _remembered[caller] = new Remembered(reach, until);
        return reach;
    }

    private sealed record Remembered(PersonalReach Reach, long Until);
}

/// <param name="Mates">Members of the teams somebody reaches.</param>
/// <param name="HasShares">Whether any record is shared with the person or one of those teams.</param>
internal sealed record PersonalReach(FrozenSet<Guid> Mates, bool HasShares);
