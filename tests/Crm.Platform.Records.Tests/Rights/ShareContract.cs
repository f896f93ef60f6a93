using Crm.Platform.Abstractions;
using Crm.Platform.Records.Rights;
using Crm.Testing.Databases;

namespace Crm.Platform.Records.Tests.Rights;

public abstract class ShareContract(Func<Task<TestDatabase>> database)
{
    private const string Own = """{"name":"own","entities":{"visit":{"create":"own","read":"own","update":"own","delete":"own"},"user":{"read":true},"team":{"read":true}}}""";
    private const string Reader = """{"name":"reader","entities":{"visit":{"read":"own"}}}""";
    private const string Blind = """{"name":"blind","entities":{"visit":{"create":true}}}""";

    [Fact]
    public async Task Share_OpensOneRecordToOnePerson()
    {
        await using var company = await Company.StartAsync(database, Own);
        var (shared, other) = (await company.VisitAsync("shared", company.Ann), await company.VisitAsync("other", company.Ann));
        var (ann, bob) = (Company.With(company.Ann, "own"), Company.With(company.Bob, "own"));

        Assert.Equal("", await company.SeenAsync(bob));
        Assert.True((await company.ShareAsync(ann, shared.Id, company.Bob)).IsSuccess);

        Assert.Equal("shared", await company.SeenAsync(bob));
        Assert.Equal("shared", (await company.FindAsync(bob, shared.Id)).Value["subject"]);
        Assert.Equal("record.unknown", (await company.FindAsync(bob, other.Id)).Failure!.Code);
        Assert.Equal("access.update", (await company.ChangeAsync(bob, shared.Id, ("subject", "x"))).Failure!.Code);
        Assert.Equal("", await company.SeenAsync(Company.With(company.Dan, "own")));
    }

    [Fact]
    public async Task Share_ToWrite_LetsChangeButNeitherDeleteNorPassOn()
    {
        await using var company = await Company.StartAsync(database, Own);
        var visit = await company.VisitAsync("shared", company.Ann);
        var bob = Company.With(company.Bob, "own");
        await company.ShareAsync(Company.With(company.Ann, "own"), visit.Id, company.Bob, mayWrite: true);

        Assert.True((await company.ChangeAsync(bob, visit.Id, ("status", "done"))).IsSuccess);
        Assert.Equal("access.delete", (await company.DeleteAsync(bob, visit.Id)).Failure!.Code);
        Assert.Equal("access.share", (await company.ShareAsync(bob, visit.Id, company.Dan)).Failure!.Code);
    }

    [Fact]
    public async Task Share_ReachesATeam_AndThoseAboveIt()
    {
        await using var company = await Company.StartAsync(database, Own);
        var visit = await company.VisitAsync("shared", company.Dan);

        await company.ShareAsync(Company.With(company.Dan, "own"), visit.Id, company.Field, isTeam: true);

        foreach (var person in new[] { company.Ann, company.Bob, company.Sue, company.Hal })
            Assert.Equal("shared", await company.SeenAsync(Company.With(person, "own")));
    }

    [Fact]
    public async Task Share_IsChangedAndTakenBack()
    {
        await using var company = await Company.StartAsync(database, Own);
        var visit = await company.VisitAsync("shared", company.Ann);
        var (ann, bob, shares) = (Company.With(company.Ann, "own"), Company.With(company.Bob, "own"), company.Platform.Get<IRecordShares>());
        await company.ShareAsync(ann, visit.Id, company.Bob);
        await company.ShareAsync(ann, visit.Id, company.Bob, mayWrite: true);

        var share = Assert.Single((await shares.ListAsync("visit", visit.Id, ann, CancellationToken.None)).Value);
        Assert.Equal((company.Bob, true, false, company.Ann), (share.Principal, share.MayWrite, share.IsTeam, share.CreatedById));
        Assert.True((await shares.RemoveAsync("visit", visit.Id, share.Id, ann, CancellationToken.None)).IsSuccess);

        Assert.Equal("", await company.SeenAsync(bob));
        Assert.Equal("share.unknown", (await shares.RemoveAsync("visit", visit.Id, company.Bob, ann, CancellationToken.None)).Failure!.Code);
        Assert.Equal("record.unknown", (await shares.ListAsync("visit", visit.Id, bob, CancellationToken.None)).Failure!.Code);
    }

    [Fact]
    public async Task Share_NeverGoesPastWhatTheRoleSaysOfTheEntity()
    {
        await using var company = await Company.StartAsync(database, Own, Reader, Blind);
        var visit = await company.VisitAsync("shared", company.Ann);
        await company.ShareAsync(Company.With(company.Ann, "own"), visit.Id, company.Bob, mayWrite: true);

        Assert.Equal("access.read", await company.SeenAsync(Company.With(company.Bob, "blind")));
        Assert.Equal("record.unknown", (await company.FindAsync(Company.With(company.Bob, "blind"), visit.Id)).Failure!.Code);
        Assert.Equal("shared", await company.SeenAsync(Company.With(company.Bob, "reader")));
        Assert.Equal("access.update", (await company.ChangeAsync(Company.With(company.Bob, "reader"), visit.Id, ("subject", "x"))).Failure!.Code);
    }

    [Fact]
    public async Task Share_NeedsSomebodyThatExists()
    {
        await using var company = await Company.StartAsync(database, Own);
        var visit = await company.VisitAsync("shared", company.Ann);
        var ann = Company.With(company.Ann, "own");

        Assert.Equal("user", Assert.Single(Assert.IsType<Invalid>((await company.ShareAsync(ann, visit.Id, company.Field)).Failure).Problems).Path);
        Assert.Equal("team", Assert.Single(Assert.IsType<Invalid>((await company.ShareAsync(ann, visit.Id, company.Bob, isTeam: true)).Failure).Problems).Path);
        Assert.Equal("access.write", (await company.ShareAsync(ann with { Rights = CallerRights.Read }, visit.Id, company.Bob)).Failure!.Code);
    }

    [Fact]
    public async Task Rights_OnARecord_TellWhatItsButtonsMayDo()
    {
        await using var company = await Company.StartAsync(database, Own, Reader);
        var visit = await company.VisitAsync("a", company.Ann);
        await company.ShareAsync(Company.With(company.Ann, "own"), visit.Id, company.Bob, mayWrite: true);
        var rights = company.Platform.Get<IRights>();
        async Task<ThisRecordRights> On(Guid person, string role) => (await rights.OnRecordAsync("visit", visit.Id, Company.With(person, role), CancellationToken.None)).Value;

        Assert.Equal(new ThisRecordRights(true, true, true), await On(company.Ann, "own"));
        Assert.Equal(new ThisRecordRights(true, false, false), await On(company.Bob, "own"));
        Assert.Equal(new ThisRecordRights(false, false, false), await On(company.Ann, "reader"));
        Assert.Equal(new EntityRights(false, true, false, false, false, false, true), rights.On("visit", Company.With(company.Ann, "reader")) with { Assign = true });
        Assert.Equal(EntityRights.Nothing, rights.On("site", Company.With(company.Ann, "reader")) with { Assign = false });
    }
}

public sealed class SqliteShareTests() : ShareContract(TestDatabases.Sqlite);

public sealed class PostgreSqlShareTests() : ShareContract(TestDatabases.PostgreSql);
