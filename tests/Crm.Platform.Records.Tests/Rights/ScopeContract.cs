using Crm.Platform.Abstractions;
using Crm.Platform.Records.Rights;
using Crm.Testing.Databases;

namespace Crm.Platform.Records.Tests.Rights;

public abstract class ScopeContract(Func<Task<TestDatabase>> database)
{
    private const string Own = """{"name":"own","entities":{"visit":{"create":"own","read":"own","update":"own","delete":"own","export":"own"}}}""";
    private const string Team = """{"name":"team","entities":{"visit":{"create":"team","read":"team","update":"team","delete":"none"}}}""";
    private const string Reader = """{"name":"reader","entities":{"visit":{"read":"team","update":"own"}}}""";
    private const string North = """{"name":"north","entities":{"visit":{"create":true,"read":true,"update":true,"where":"site.region == user.region"}}}""";
    private const string Mine = """{"name":"mine","entities":{"visit":{"read":"team","where":"created_at > addDays(now(), -1) && owner_id != me()"}}}""";
    private const string All = """{"name":"all","entities":{"*":{"read":true}}}""";
    private const string Maker = """{"name":"maker","entities":{"visit":{"create":true}}}""";

    private const string Regional = """{"name":"regional","entities":{"visit":{"create":true,"read":true},"site":{"read":true,"where":"region == user.region"}}}""";

    private static readonly string[] Roles = [Own, Team, Reader, North, Mine, All, Maker, Regional];

    [Theory]
    [InlineData("ann", "own", "ann")]
    [InlineData("ann", "team", "ann bob")]
    [InlineData("sue", "team", "ann bob sue")]
    [InlineData("hal", "team", "ann bob hal sue")]
    [InlineData("dan", "team", "dan")]
    [InlineData("dan", "all", "ann bob dan hal nobody sue")]
    [InlineData("ann", "north", "bob nobody")]
    [InlineData("dan", "north", "ann")]
    [InlineData("dan", "north,own", "ann dan")]
    [InlineData("sue", "mine", "ann bob")]
    [InlineData("sue", "maker", "access.read")]
    [InlineData("sue", "unheard_of", "access.read")]
    [InlineData("sue", "", "access.read")]
    public async Task List_HoldsWhatTheRolesReach(string person, string roles, string seen)
    {
        await using var company = await StartAsync();
        var caller = Company.With(Named(company, person), roles.Split(',', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal(seen, await company.SeenAsync(caller));
    }

    [Fact]
    public async Task Query_IsCompiledOnceForAllWhoHoldTheRoles_AndEachSeesTheirOwn()
    {
        await using var company = await StartAsync();

        for (var round = 0; round < 2; round++)
        {
            Assert.Equal("ann", await company.SeenAsync(Company.With(company.Ann, "own")));
            Assert.Equal("bob", await company.SeenAsync(Company.With(company.Bob, "own"), "owner_id == me()"));
            Assert.Equal("bob", await company.SeenAsync(Company.With(company.Bob, "own")));
            Assert.Equal("ann", await company.SeenAsync(Company.With(company.Ann, "own"), "owner_id == me()"));
            Assert.Equal("", await company.SeenAsync(new Caller(null, CallerRights.Read) { Roles = RoleSet.Of("own") }));
        }
    }

    [Fact]
    public async Task OneRecord_IsUnknown_OutOfReach()
    {
        await using var company = await StartAsync();
        var (ann, bob) = (await company.VisitAsync("a", company.Ann), await company.VisitAsync("b", company.Bob));
        var caller = Company.With(company.Ann, "own");

        Assert.Equal("a", (await company.FindAsync(caller, ann.Id)).Value["subject"]);
        foreach (var outcome in new[] { await company.FindAsync(caller, bob.Id), await company.ChangeAsync(caller, bob.Id, ("subject", "x")), await company.DeleteAsync(caller, bob.Id), await company.FindAsync(caller, Guid.NewGuid()) })
            Assert.Equal(new NotFound("record.unknown", "There is no such visit, or you may not see it."), outcome.Failure);
    }

    [Fact]
    public async Task Change_IsRefused_WhereOnlyReadingReaches()
    {
        await using var company = await StartAsync();
        var bob = await company.VisitAsync("b", company.Bob);
        var caller = Company.With(company.Ann, "reader");

        Assert.True((await company.FindAsync(caller, bob.Id)).IsSuccess);
        Assert.Equal("access.update", (await company.ChangeAsync(caller, bob.Id, ("subject", "x"))).Failure!.Code);
        Assert.Equal("access.delete", (await company.DeleteAsync(caller, bob.Id)).Failure!.Code);
        Assert.Equal("access.create", (await company.Platform.Writer.CreateAsync("visit", Company.Input(("subject", "n")), caller, CancellationToken.None)).Failure!.Code);
        Assert.Equal("b", (await company.FindAsync(Caller.Platform, bob.Id)).Value["subject"]);
    }

    [Fact]
    public async Task Change_IsUndone_WhenItTakesTheRecordOutOfReach()
    {
        await using var company = await StartAsync();
        var visit = await company.VisitAsync("a", company.Ann, ("site_id", company.North));

        Assert.Equal("access.reach", (await company.ChangeAsync(Company.With(company.Ann, "own"), visit.Id, (SystemFields.OwnerId, company.Bob))).Failure!.Code);
        Assert.Equal("access.reach", (await company.ChangeAsync(Company.With(company.Ann, "team"), visit.Id, (SystemFields.OwnerId, company.Dan))).Failure!.Code);
        Assert.Equal("field.lookup", Assert.Single(Assert.IsType<Invalid>((await company.ChangeAsync(Company.With(company.Ann, "north"), visit.Id, ("site_id", company.South))).Failure).Problems).Code);
        Assert.Equal("access.reach", (await company.ChangeAsync(Company.With(company.Ann, "north"), visit.Id, ("site_id", null))).Failure!.Code);
        Assert.Equal((company.Ann, company.North, 1L), await StateAsync(company, visit.Id));

        Assert.True((await company.ChangeAsync(Company.With(company.Ann, "team"), visit.Id, (SystemFields.OwnerId, company.Bob))).IsSuccess);
        Assert.True((await company.ChangeAsync(Company.With(company.Bob, "north", "all"), visit.Id, ("subject", "still"))).IsSuccess);
    }

    [Fact]
    public async Task Create_IsRefused_BeyondTheScope()
    {
        await using var company = await StartAsync();
        async Task<string?> Create(string role, params (string, object?)[] values) =>
            (await company.Platform.Writer.CreateAsync("visit", Company.Input([("subject", "n"), .. values]), Company.With(company.Ann, role, "all"), CancellationToken.None)).Failure?.Code;

        Assert.Null(await Create("own"));
        Assert.Equal("access.reach", await Create("own", (SystemFields.OwnerId, company.Bob)));
        Assert.Null(await Create("team", (SystemFields.OwnerId, company.Bob)));
        Assert.Equal("access.reach", await Create("team", (SystemFields.OwnerId, company.Dan)));
        Assert.Null(await Create("north", ("site_id", company.North), (SystemFields.OwnerId, company.Dan)));
        Assert.Equal("access.reach", await Create("north", ("site_id", company.South)));

        var many = await company.Platform.Writer.CreateManyAsync(
            "visit", [Company.Input(("subject", "1")), Company.Input(("subject", "2"), (SystemFields.OwnerId, company.Bob)), Company.Input(("subject", "3"))], Company.With(company.Ann, "own"), CancellationToken.None);
        Assert.Equal([null, "access.reach", null], many.Value.Select(o => o.Failure?.Code));
    }

    [Fact]
    public async Task CreateMany_RefusesLookupsOutOfReach_AsIfTheyWereNotThere()
    {
        await using var company = await StartAsync();
        var gone = Guid.CreateVersion7();

        var many = await company.Platform.Writer.CreateManyAsync(
            "visit",
            [.. new[] { company.North, company.South, gone, company.North }.Select((site, i) => Company.Input(("subject", $"{i}"), ("site_id", site)))],
            Company.With(company.Ann, "regional"),
            CancellationToken.None);

        Assert.Equal([null, "field.lookup", "field.lookup", null], many.Value.Select(o => o.IsSuccess ? null : Assert.Single(Assert.IsType<Invalid>(o.Failure).Problems).Code));
        Assert.Equal(Problem(many.Value[1]), Problem(many.Value[2]));

        static string Problem(Result<Guid> outcome) => Assert.IsType<Invalid>(outcome.Failure).Problems[0].Message;
    }

    [Fact]
    public async Task Created_IsNotShown_ToWhoMayOnlyCreate()
    {
        await using var company = await StartAsync();

        var made = await company.AddAsync("visit", Company.With(company.Ann, "maker"), ("subject", "secret"));

        Assert.Empty(made.Layout.Fields);
        Assert.Equal("secret", (await company.FindAsync(Caller.Platform, made.Id)).Value["subject"]);
    }

    [Fact]
    public async Task Trash_ObeysTheDeleteScope()
    {
        await using var company = await StartAsync();
        var (mine, other) = (await company.VisitAsync("a", company.Ann), await company.VisitAsync("b", company.Bob));
        await company.DeleteAsync(Caller.Platform, other.Id);
        var caller = Company.With(company.Ann, "own", "all");

        Assert.True((await company.DeleteAsync(caller, mine.Id)).IsSuccess);
        Assert.True((await company.RestoreAsync(caller, mine.Id)).IsSuccess);
        Assert.Equal("access.delete", (await company.RestoreAsync(caller, other.Id)).Failure!.Code);
        Assert.Equal("record.unknown", (await company.RestoreAsync(Company.With(company.Ann, "own"), other.Id)).Failure!.Code);
    }

    [Fact]
    public async Task Export_IsLimitedToItsOwnScope()
    {
        await using var company = await StartAsync();

        Assert.Equal("ann", await company.SeenAsync(Company.With(company.Ann, "own", "all"), isExport: true));
        Assert.Equal("access.export", await company.SeenAsync(Company.With(company.Ann, "all"), isExport: true));
        Assert.Equal("ann bob dan hal nobody sue", await company.SeenAsync(Company.With(company.Ann, "user"), isExport: true));
    }

    [Fact]
    public async Task Teams_HoldAtOnce_WhenTheyChange()
    {
        await using var company = await StartAsync();
        var caller = Company.With(company.Dan, "team");
        var teams = company.Platform.Get<ITeamMembers>();
        Assert.Equal("dan", await company.SeenAsync(caller));

        await teams.SetTeamsAsync(company.Dan, [company.Sales], Caller.Platform, CancellationToken.None);
        Assert.Equal("ann bob dan sue", await company.SeenAsync(caller));

        await company.Platform.Writer.UpdateAsync("team", company.Field, Company.Input(("parent_id", company.Head)), null, Caller.Platform, CancellationToken.None);
        Assert.Equal("dan sue", await company.SeenAsync(caller));

        await company.Platform.Writer.DeleteAsync("team", company.Sales, null, Caller.Platform, CancellationToken.None);
        Assert.Equal("dan", await company.SeenAsync(caller));
    }

    [Fact]
    public async Task Teams_MayNotBePartOfThemselves()
    {
        await using var company = await StartAsync();

        var circle = await company.Platform.Writer.UpdateAsync("team", company.Head, Company.Input(("parent_id", company.Field)), null, Caller.Platform, CancellationToken.None);

        Assert.Equal("team.circle", circle.Failure!.Code);
        Assert.Equal("ann bob hal sue", await company.SeenAsync(Company.With(company.Hal, "team")));
    }

    [Fact]
    public async Task Teams_AreChangedByAdministratorsOnly_AndOnlyToPeopleThatExist()
    {
        await using var company = await StartAsync();
        var teams = company.Platform.Get<ITeamMembers>();

        Assert.IsType<Forbidden>((await teams.SetTeamsAsync(company.Dan, [company.Head], Company.With(company.Dan, "user"), CancellationToken.None)).Failure);
        Assert.Equal("members", Assert.Single(Assert.IsType<Invalid>((await teams.SetMembersAsync(company.Head, [Guid.NewGuid()], Caller.Platform, CancellationToken.None)).Failure).Problems).Path);
        Assert.IsType<NotFound>((await teams.SetMembersAsync(Guid.NewGuid(), [], Caller.Platform, CancellationToken.None)).Failure);
        Assert.Equal(4, (await teams.ListAsync(CancellationToken.None)).Length);
    }

    /// <summary>A visit per person named after them, and one of nobody; Bob's and nobody's in the north, Ann's in the south.</summary>
    private async Task<Company> StartAsync()
    {
        var company = await Company.StartAsync(database, Roles);
        await company.VisitAsync("hal", company.Hal);
        await company.VisitAsync("sue", company.Sue);
        await company.VisitAsync("ann", company.Ann, ("site_id", company.South));
        await company.VisitAsync("bob", company.Bob, ("site_id", company.North));
        await company.VisitAsync("dan", company.Dan);
        await company.VisitAsync("nobody", null, ("site_id", company.North));
        return company;
    }

    private static Guid Named(Company company, string person) => person switch
    {
        "ann" => company.Ann,
        "sue" => company.Sue,
        "hal" => company.Hal,
        _ => company.Dan,
    };

    private static async Task<(Guid?, object?, long)> StateAsync(Company company, Guid id)
    {
        var found = (await company.FindAsync(Caller.Platform, id)).Value;
        return (found.OwnerId, found["site_id"], found.Version);
    }
}

public sealed class SqliteScopeTests() : ScopeContract(TestDatabases.Sqlite);

public sealed class PostgreSqlScopeTests() : ScopeContract(TestDatabases.PostgreSql);
