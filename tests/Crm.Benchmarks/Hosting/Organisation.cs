using Crm.Platform.Abstractions;
using Crm.Platform.Records.Rights;
using Crm.Platform.Records.Writing;

namespace Crm.Benchmarks.Hosting;

/// <summary>Ten teams of ten people, each owning a hundredth of the contacts.</summary>
/// <param name="Everybody">People in the order in which contacts are dealt out.</param>
/// <param name="Team">One of the teams.</param>
/// <param name="Member">Somebody in it, as a sales representative: sees the contacts of the team.</param>
internal sealed record Organisation(IReadOnlyList<Guid> Everybody, IReadOnlyList<Guid> Team, Caller Member)
{
    private const int Teams = 10;
    private const int People = 100;

    public static async Task<Organisation> CreateAsync(IRecordWriter writer, ITeamMembers members, CancellationToken cancellationToken)
    {
        var people = (await writer.CreateManyAsync(
            SystemFields.UserEntity, [.. Enumerable.Range(0, People).Select(n => new RecordInput().Set("name", $"Person {n}").Set("email", $"p{n}@example.com"))], Caller.Platform, cancellationToken)).Value.Select(p => p.Value).ToList();
        var parts = people.Chunk(People / Teams).ToList();
        for (var number = 0; number < parts.Count; number++)
        {
            var team = await writer.CreateAsync(SystemFields.TeamEntity, new RecordInput().Set("name", $"Team {number}"), Caller.Platform, cancellationToken);
            await members.SetMembersAsync(team.Value.Id, parts[number], Caller.Platform, cancellationToken);
        }

        var caller = new Caller(parts[0][0], CallerRights.Read | CallerRights.Write) { Roles = RoleSet.Of("sales_rep") };
        return new Organisation(people, parts[0], caller);
    }
}
