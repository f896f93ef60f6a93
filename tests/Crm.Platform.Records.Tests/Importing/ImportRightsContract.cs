using System.Text;
using Crm.Platform.Abstractions;
using Crm.Platform.Records.Importing.Jobs;
using Crm.Platform.Records.Importing.Mapping;
using Crm.Platform.Records.Reading;
using Crm.Platform.Records.Tests.Rights;
using Crm.Testing.Databases;
using static Crm.Platform.Records.Tests.Importing.ImportSteps;

namespace Crm.Platform.Records.Tests.Importing;

/// <summary>An import reaches as far as the right to import does, row by row, and creates no targets its sender could not.</summary>
public abstract class ImportRightsContract(Func<Task<TestDatabase>> database)
{
    private const string Rows = "subject,owner\nA,Ann\nB,Bob\nD,Dan\n";
    private static readonly ImportMapping Owned = Mapped("visit", ("subject", "subject"), ("owner", "owner_id"));
    private static readonly ImportMapping Sited = Mapped("visit", ("subject", "subject"), ("site", "site_id")).With("site", c => c with { Missing = MissingTarget.Create });

    private static readonly string[] Roles =
    [
        Role("own_import", "\"own\""), Role("team_import", "\"team\""), Role("all_import", "true"), Role("no_import", "\"none\""),
        """{"name":"own_create","entities":{"visit":{"create":"own","read":true,"import":true}}}""",
        """{"name":"no_sites","entities":{"visit":{"create":true,"read":true,"import":true},"site":{"read":true}}}""",
        """{"name":"north_sites","entities":{"visit":{"create":true,"read":true,"import":true},"site":{"create":true,"read":true,"where":"region == 'north'"}}}""",
    ];

    [Theory]
    [InlineData("own_import", "A", "3 4")]
    [InlineData("team_import", "A B", "4")]
    [InlineData("all_import", "A B D", "")]
    [InlineData("own_create", "A", "3 4")]
    public async Task Import_LandsTheRowsInReach_AndTellsTheOthers(string role, string landed, string refused)
    {
        await using var company = await Company.StartAsync(database, Roles);

        var job = await RunAsync(company, Company.With(company.Ann, role), Rows, Owned);

        Assert.Equal(landed, await company.SeenAsync(Caller.Platform));
        Assert.Equal(refused, string.Join(' ', job.Problems.Select(p => p.Row)));
        Assert.All(job.Problems, p => Assert.Equal("access.reach", p.Code));
    }

    [Fact]
    public async Task Import_IsRefused_WhereNoRoleLetsImport()
    {
        await using var company = await Company.StartAsync(database, Roles);

        Assert.Equal("access.import", (await StartAsync(company, Company.With(company.Ann, "no_import"), Rows, Owned)).Failure!.Code);
    }

    [Fact]
    public async Task Start_IsRefusedAtTheColumn_WhenItsMissingTargetsMayNotBeCreated()
    {
        await using var company = await Company.StartAsync(database, Roles);

        var started = await StartAsync(company, Company.With(company.Ann, "no_sites"), "subject,site\nA,North\nB,West\n", Sited);
        var people = await StartAsync(company, Company.With(company.Ann, "no_sites"), Rows, Owned.With("owner", c => c with { Missing = MissingTarget.Create }));

        Assert.Equal(("columns.site.missing", "access.create"), Assert.Single(Assert.IsType<Invalid>(started.Failure).Problems) is var problem ? (problem.Path, problem.Code) : default);
        Assert.Equal("columns.owner.missing", Assert.Single(Assert.IsType<Invalid>(people.Failure).Problems).Path);
        Assert.Equal(2, await SitesAsync(company));
    }

    [Fact]
    public async Task Import_TellsARow_WhoseTargetWouldBeOutOfReach()
    {
        await using var company = await Company.StartAsync(database, Roles);

        var job = await RunAsync(company, Company.With(company.Ann, "north_sites"), "subject,site\nA,North\nB,West\n", Sited);

        Assert.Equal((1, 1, 2L), (job.Created, job.Refused, await SitesAsync(company)));
        Assert.Equal("The site 'West' could not be created: You may not create sites like this one.", Assert.Single(job.Problems).Message);
    }

    private static string Role(string name, string import) => $$"""{"name":"{{name}}","rights":["import"],"entities":{"visit":{"create":true,"read":true,"import":{{import}} } } }""";

    private static async Task<long> SitesAsync(Company company) => (await company.Platform.Reader.CountAsync(new RecordQuery("site"), Caller.Platform, CancellationToken.None)).Value;

    private static async Task<Result<ImportJob>> StartAsync(Company company, Caller caller, string text, ImportMapping mapping)
    {
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(text));
        var id = (await company.Platform.Imports().UploadAsync(content, "file.csv", caller, CancellationToken.None)).Value;
        return await company.Platform.Imports().StartAsync(id, mapping, caller, CancellationToken.None);
    }

    private static async Task<ImportJob> RunAsync(Company company, Caller caller, string text, ImportMapping mapping)
    {
        var id = (await StartAsync(company, caller, text, mapping)).Value.Id;
        if (company.Platform.Get<ImportQueue>().Find(id) is { } live)
            await live.Task;
        return (await company.Platform.Imports().FindAsync(id, caller, CancellationToken.None)).Value;
    }
}

public sealed class SqliteImportRightsTests() : ImportRightsContract(TestDatabases.Sqlite);

public sealed class PostgreSqlImportRightsTests() : ImportRightsContract(TestDatabases.PostgreSql);
