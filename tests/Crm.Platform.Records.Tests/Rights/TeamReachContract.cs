using Crm.Platform.Abstractions;
using Crm.Platform.Records.Reading;
using Crm.Platform.Records.Rights;
using Crm.Platform.Records.Writing;
using Crm.Platform.Storage.Model;
using Crm.Testing.Databases;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Platform.Records.Tests.Rights;

/// <summary>Who reaches whom stays right while several change it, and while somebody looks.</summary>
public abstract class TeamReachContract(Func<Task<TestDatabase>> database)
{
    private const string Team = """{"name":"team","entities":{"visit":{"read":"team"}}}""";

    [Fact]
    public async Task Reach_IsThatOfAllChanges_WhenManyAreMadeAtOnce()
    {
        await using var company = await Company.StartAsync(database, Team);
        var teams = company.Platform.Get<ITeamMembers>();
        var people = new List<Guid>();
        for (var i = 0; i < 12; i++)
            people.Add((await company.AddAsync("user", Caller.Platform, ("name", $"P{i}"))).Id);

        await Task.WhenAll(people.Select((person, i) => Task.Run<Failure?>(async () => i % 3 == 0
            ? (await company.Platform.Writer.CreateAsync("team", Company.Input(("name", $"T{i}"), ("parent_id", company.Sales)), Caller.Platform, CancellationToken.None)).Failure
            : (await teams.SetTeamsAsync(person, [company.Sales], Caller.Platform, CancellationToken.None)).Failure)));

        await using var context = company.Platform.Get<IRecordDatabase>().Current.CreateContext();
        var reach = await context.TeamReach.Where(r => people.Contains(r.UserId)).ToListAsync();
        // Sales itself, the field below it and the four new teams.
        Assert.Equal(Enumerable.Repeat(6, 8), reach.GroupBy(r => r.UserId).Select(g => g.Count()));
    }

    [Fact]
    public async Task Members_AreThoseOfOneOfTheChanges_WhenOneTeamIsChangedByManyAtOnce()
    {
        await using var company = await Company.StartAsync(database, Team);
        var teams = company.Platform.Get<ITeamMembers>();

        var changes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => teams.SetMembersAsync(company.Head, [company.Dan, company.Hal], Caller.Platform, CancellationToken.None))));

        Assert.All(changes, change => Assert.Null(change.Failure));
        Assert.Equal(new[] { company.Hal, company.Dan }.Order(), (await teams.ListAsync(CancellationToken.None)).Where(m => m.Team == company.Head).Select(m => m.User).Order());
    }

    [Fact]
    public async Task Person_IsMadeInItsTeams_OrNotAtAll()
    {
        await using var company = await Company.StartAsync(database, Team);
        var teams = company.Platform.Get<ITeamMembers>();
        await company.VisitAsync("ann", company.Ann);

        var unknown = await teams.CreateMemberAsync(Company.Input(("name", "Eve")), [company.Field, Guid.NewGuid()], Caller.Platform, CancellationToken.None);
        var stranger = await teams.CreateMemberAsync(Company.Input(("name", "Eve")), [company.Field], Company.With(company.Hal, "team") with { Rights = CallerRights.Admin }, CancellationToken.None);
        var people = await company.Platform.Reader.CountAsync(new RecordQuery("user"), Caller.Platform, CancellationToken.None);
        var made = await teams.CreateMemberAsync(Company.Input(("name", "Ida")), [company.Field, company.Field], Caller.Platform, CancellationToken.None);

        Assert.Equal("teams", Assert.Single(Assert.IsType<Invalid>(unknown.Failure).Problems).Path);
        Assert.IsType<Forbidden>(stranger.Failure);
        Assert.Equal(5, people.Value);
        Assert.Equal("ann", await company.SeenAsync(Company.With(made.Value.Id, "team")));
    }

    [Fact]
    public async Task Record_IsOutOfReachAtOnce_WhenSomebodyLookedWhileTheTeamChanged()
    {
        var looking = new Looking();
        await using var company = await Company.StartAsync(database, services => services.AddSingleton<IWriteEffect>(looking), Team);
        var hal = Company.With(company.Hal, "team");
        var visit = await company.VisitAsync("ann", company.Ann);
        Result<Record>? during = null;
        looking.Look = async () => during = await company.FindAsync(hal, visit.Id);

        await company.Platform.Writer.UpdateAsync("team", company.Sales, Company.Input(("parent_id", null)), null, Caller.Platform, CancellationToken.None);
        var after = await company.FindAsync(hal, visit.Id);

        Assert.True(during is { IsSuccess: true });
        Assert.IsType<NotFound>(after.Failure);
    }

    /// <summary>Looks between the change and its commit.</summary>
    private sealed class Looking : IWriteEffect
    {
        public Func<Task>? Look { get; set; }

        public async ValueTask<Failure?> RunAsync(RecordSession session, IReadOnlyList<RecordWrite> writes, CancellationToken cancellationToken)
        {
            if (Look is not null)
                await Look();
            return null;
        }
    }
}

public sealed class SqliteTeamReachTests() : TeamReachContract(TestDatabases.Sqlite);

public sealed class PostgreSqlTeamReachTests() : TeamReachContract(TestDatabases.PostgreSql);
