using System.Collections.Immutable;
using Crm.Platform.Abstractions;
using Crm.Platform.Records.Writing;
using Crm.Platform.Storage.Databases;
using Crm.Platform.Storage.Sharing;
using Microsoft.EntityFrameworkCore;

namespace Crm.Platform.Records.Rights;

/// <summary>Keeps whose teams' records everybody reaches: follows every change to teams in the same transaction.</summary>
internal sealed class TeamReach(ReachMemory memory) : IWriteEffect
{
    public const string Parent = "parent_id";

    public async ValueTask<Failure?> RunAsync(RecordSession session, IReadOnlyList<RecordWrite> writes, CancellationToken cancellationToken)
    {
        if (!writes.Any(IsStructural))
            return null;
        return await RebuildAsync(session, memory, cancellationToken);
    }

    /// <summary>Works it out anew: organisations are small beside their records, and change seldom.</summary>
    public static async Task<Failure?> RebuildAsync(RecordSession session, ReachMemory memory, CancellationToken cancellationToken)
    {
        // It follows from all teams and members: two who worked it out side by side would each leave out what the other changed.
        await session.HoldAsync(Hold.People, cancellationToken);
        // Whoever looks before the commit still finds, and would remember, how it was.
        session.AfterCommit(memory.Forget);
        var context = session.Context;
        var teams = await context.Records(SystemFields.TeamEntity).Where(t => t.DeletedAt == null).ToListAsync(cancellationToken);
        var below = teams.ToLookup(t => t.Layout.SlotOf(Parent) >= 0 ? (Guid?)t[Parent] : null, t => t.Id);
        var reach = new Dictionary<Guid, ImmutableArray<Guid>>();
        foreach (var team in teams)
            if (Below(team.Id, below) is { } reached)
                reach[team.Id] = reached;
            else
                return Invalid.Of(new Problem(Parent, "team.circle", "A team cannot be part of itself."));

        await context.TeamReach.ExecuteDeleteAsync(cancellationToken);
        var members = await context.TeamMembers.ToListAsync(cancellationToken);
        context.AddRange(members.Where(m => reach.ContainsKey(m.TeamId)).SelectMany(m => reach[m.TeamId].Select(t => (m.UserId, TeamId: t))).Distinct().Select(p => new TeamReachRow { UserId = p.UserId, TeamId = p.TeamId }));
        await context.SaveChangesAsync(cancellationToken);
        context.ChangeTracker.Entries<TeamReachRow>().ToList().ForEach(e => e.State = EntityState.Detached);
        return null;
    }

    private static bool IsStructural(RecordWrite write) =>
        write.Entity.Name == SystemFields.TeamEntity && (write.Kind != WriteKind.Update || write.Changed.Contains(Parent));

    /// <summary>The team and all below it, or <see langword="null"/> when it is below itself.</summary>
    private static ImmutableArray<Guid>? Below(Guid team, ILookup<Guid?, Guid> below)
    {
        var found = new List<Guid> { team };
        for (var i = 0; i < found.Count; i++)
            foreach (var next in below[found[i]])
                if (next == team)
                    return null;
                else if (!found.Contains(next))
                    found.Add(next);
        return [.. found];
    }
}
