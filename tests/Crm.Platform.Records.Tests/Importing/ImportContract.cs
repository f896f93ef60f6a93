using System.Collections.Immutable;
using Crm.Platform.Abstractions;
using Crm.Platform.Records.Importing.Jobs;
using Crm.Platform.Records.Importing.Mapping;
using Crm.Platform.Records.Reading;
using Crm.Platform.Records.Writing;
using Crm.Testing.Databases;
using Crm.Testing.Platforms;
using static Crm.Platform.Records.Tests.Importing.ImportSteps;

namespace Crm.Platform.Records.Tests.Importing;

public abstract class ImportContract(Func<Task<TestDatabase>> database)
{
    private static readonly ImportMapping Visits = Mapped("visit", ("subject", "subject"), ("site", "site_id"), ("amount", "amount"), ("status", "status"), ("code", "code"));

    [Fact]
    public async Task Import_LandsGoodRows_AndTellsTheBadOnesWithRowColumnAndCells()
    {
        await using var platform = await StartAsync("North");

        var job = await platform.ImportAsync("subject,site,amount,status,code\nA,north,\"1,250.50\",Won,c1\n,North,-5,open,c2\nC,North,1,open,C1\nD,South,x,lots,c4\n", Visits);

        Assert.Equal((ImportStatus.Done, 4, 1, 3), (job.Status, job.Rows, job.Created, job.Refused));
        Assert.Equal(
            [(3, "amount", "field.minimum"), (3, "subject", "field.required"), (4, "code", "field.unique"), (5, "amount", "field.type"), (5, "site", "import.lookup"), (5, "status", "field.choice")],
            job.Problems.Select(p => (p.Row, p.Column!, p.Code)).OrderBy(p => p.Row).ThenBy(p => p.Item2, StringComparer.Ordinal));
        var lines = (await platform.ErrorsAsync(job.Id)).Split("\r\n");
        Assert.Equal("row,column,reason,subject,site,amount,status,code", lines[0].TrimStart('\uFEFF'));
        Assert.Equal("4,code,Code is already taken.,C,North,1,open,C1", lines[2]);
        var row = (await platform.Reader.QueryAsync(new RecordQuery("visit") { Expand = ["site"] }, Ann, CancellationToken.None)).Value.Rows.Single();
        Assert.Equal(("A", 1250.50m, "won", "North"), (row.Record["subject"], row.Record["amount"], row.Record["status"], row.Target("site")!["name"]));
        Assert.Equal(Ann.UserId, row.Record.CreatedById);
    }

    [Fact]
    public async Task Import_ReadsNumbersInTheGivenCulture_AndReplacesValues()
    {
        await using var platform = await StartAsync("North");
        var mapping = (Visits with { Culture = "de-DE", Delimiter = ';' })
            .With("site", c => c with { Values = ImmutableDictionary<string, string>.Empty.Add("nord", "North") })
            .With("status", c => c with { Values = ImmutableDictionary<string, string>.Empty.Add("-", "") });

        var job = await platform.ImportAsync("subject;site;amount;status;code\nA;NORD;1.250,5;-;\n", mapping);

        Assert.Equal((1, 0), (job.Created, job.Refused));
        var row = (await platform.Reader.QueryAsync(new RecordQuery("visit"), Ann, CancellationToken.None)).Value.Rows.Single();
        Assert.Equal((1250.5m, "open"), (row.Record["amount"], row.Record["status"]));
        Assert.NotNull(row.Record["site_id"]);
    }

    [Theory]
    [InlineData(MissingTarget.Refuse, 1, 1, 1)]
    [InlineData(MissingTarget.Empty, 2, 0, 1)]
    [InlineData(MissingTarget.Create, 2, 0, 2)]
    public async Task Import_DoesAsTold_WhenALookupHasNoTarget(MissingTarget missing, int created, int refused, int sites)
    {
        await using var platform = await StartAsync("North");

        var job = await platform.ImportAsync("subject,site,amount,status,code\nA,North,,,\nB,South,,,\n", Visits.With("site", c => c with { Missing = missing }));

        Assert.Equal((created, refused), (job.Created, job.Refused));
        Assert.Equal(sites, (await platform.Reader.CountAsync(new RecordQuery("site"), Ann, CancellationToken.None)).Value);
    }

    [Fact]
    public async Task Import_RefusesARow_WhenSeveralTargetsHaveTheName()
    {
        await using var platform = await StartAsync("North", "north");

        var job = await platform.ImportAsync("subject,site,amount,status,code\nA,North,,,\n", Visits);

        Assert.Equal("import.lookup_ambiguous", Assert.Single(job.Problems).Code);
    }

    [Fact]
    public async Task Import_LinksToLaterRows_AndTellsThoseItCannotLink()
    {
        await using var platform = await StartAsync();

        var job = await platform.ImportAsync("name,parent\nLeaf,Root\nRoot,\nLost,Nowhere\n", Mapped("site", ("name", "name"), ("parent", "parent")));

        Assert.Equal((ImportStatus.Done, 3, 0, 1), (job.Status, job.Created, job.Refused, job.Unlinked));
        var rows = (await platform.Reader.QueryAsync(new RecordQuery("site") { Expand = ["parent"] }, Ann, CancellationToken.None)).Value.Rows;
        Assert.Equal("Root", rows.Single(r => (string?)r.Record["name"] == "Leaf").Target("parent")!["name"]);
        Assert.Contains("4,parent,Imported without this link: there is no site with the name 'Nowhere'.,Lost,Nowhere", await platform.ErrorsAsync(job.Id), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ErrorFile_CannotRunFormulas_AndComesBackIn_WhenMended()
    {
        await using var platform = await StartAsync();
        var job = await platform.ImportAsync("subject,amount,guests\n=HYPERLINK(1),-3,x\n", Mapped("visit", ("subject", "subject"), ("guests", "guests"), ("amount", null)));
        var errors = await platform.ErrorsAsync(job.Id);
        Assert.Contains("'=HYPERLINK(1),-3,x", errors, StringComparison.Ordinal);

        var again = await platform.ImportAsync(errors.Replace(",x\r", ",4\r", StringComparison.Ordinal).Replace("-3", "3", StringComparison.Ordinal), new ImportMapping("visit"));

        Assert.Equal((1, 0), (again.Created, again.Refused));
    }

    [Fact]
    public async Task Start_GivesUpAtAHundredProblems_WhenAMappingHasLittleToDoWithTheFile()
    {
        await using var platform = await StartAsync();
        var wide = string.Join(',', Enumerable.Range(0, 8).Select(i => i + new string('h', 90_000)));
        var id = await platform.UploadAsync($"subject,{wide}\n1\n");
        var mapping = Mapped("visit", [.. Enumerable.Range(0, 20_000).Select(i => (i + new string('x', 50), (string?)"subject"))]);

        var started = await platform.Imports().StartAsync(id, mapping, Ann, CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        Assert.Equal(100, Assert.IsType<Invalid>(started.Failure).Problems.Count(p => p.Code == "import.column_unknown"));
    }

    [Fact]
    public async Task Start_ListsEveryProblemOfTheMapping_WithItsPath()
    {
        await using var platform = await StartAsync();
        var id = await platform.UploadAsync("subject,site,x\n1,2,3\n");

        var started = await platform.Imports().StartAsync(id, Mapped("visit", ("sbject", "subject"), ("site", "site.nam"), ("x", "ordr")), Ann, CancellationToken.None);

        Assert.Equal(
            ["columns.sbject:import.column_unknown", "columns.site.key:import.key_unknown", "columns.x.field:import.field_unknown", "columns:import.required"],
            Assert.IsType<Invalid>(started.Failure).Problems.Select(p => $"{p.Path}:{p.Code}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Start_IsRefused_WhenItWasStartedBefore()
    {
        await using var platform = await StartAsync("North");
        var id = await platform.UploadAsync("subject\nA\n");
        await platform.RunAsync(id, new ImportMapping("visit"));

        var again = await platform.Imports().StartAsync(id, new ImportMapping("visit"), Ann, CancellationToken.None);

        Assert.IsType<Conflict>(again.Failure);
    }

    [Fact]
    public async Task Import_IsNotToBeSeen_ByOthersButAdministrators()
    {
        await using var platform = await StartAsync();
        var job = await platform.ImportAsync("subject\nA\n", new ImportMapping("visit"));
        var bob = new Caller(Guid.CreateVersion7(), CallerRights.Read | CallerRights.Write);

        Assert.IsType<NotFound>((await platform.Imports().FindAsync(job.Id, bob, CancellationToken.None)).Failure);
        Assert.IsType<NotFound>((await platform.Imports().OpenErrorsAsync(job.Id, bob, CancellationToken.None)).Failure);
        Assert.Empty((await platform.Imports().ListAsync(bob, CancellationToken.None)).Value);
        Assert.True((await platform.Imports().FindAsync(job.Id, bob with { Rights = CallerRights.Write | CallerRights.Admin }, CancellationToken.None)).IsSuccess);
        Assert.IsType<Forbidden>((await platform.Imports().FindAsync(job.Id, Ann with { Rights = CallerRights.Read }, CancellationToken.None)).Failure);
        Assert.Equal([job.Id], (await platform.Imports().ListAsync(Ann, CancellationToken.None)).Value.Select(j => j.Id));
    }

    [Fact]
    public async Task Import_IsToldAsInterrupted_WithWhatLanded_WhenTheServerEnded()
    {
        await using var platform = await StartAsync();
        var ids = new[] { Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7() };
        await platform.Writer.CreateManyAsync("site", [.. ids.Take(2).Select((id, i) => new RecordInput { Id = id }.Set("name", $"S{i}"))], Ann, CancellationToken.None);
        var id = await platform.UploadAsync("name\nS\n");
        var store = platform.Get<ImportStore>();
        var uploaded = (await store.LoadAsync(id, CancellationToken.None))!.Job;
        await store.SaveAsync(new ImportState(uploaded with { Entity = "site", Status = ImportStatus.Running, Rows = 500, Created = 499, Refused = 1 }, [.. ids]), CancellationToken.None);

        var job = (await platform.Imports().FindAsync(id, Ann, CancellationToken.None)).Value;

        Assert.Equal((ImportStatus.Interrupted, 503, 501, 2), (job.Status, job.Rows, job.Created, job.Refused));
        Assert.NotNull(job.FinishedAt);
    }

    [Fact]
    public async Task Cancel_StopsBetweenChunks_AndCountsExactlyWhatLanded()
    {
        await using var platform = await StartAsync();
        var id = await platform.UploadAsync("name\n" + string.Concat(Enumerable.Range(0, 20_000).Select(i => $"Site {i}\n")));
        await platform.Imports().StartAsync(id, new ImportMapping("site"), Ann, CancellationToken.None);

        var job = (await platform.Imports().CancelAsync(id, Ann, CancellationToken.None)).Value;

        Assert.Equal(ImportStatus.Cancelled, job.Status);
        Assert.InRange(job.Created, 0, 19_999);
        Assert.Equal(job.Created, (await platform.Reader.CountAsync(new RecordQuery("site"), Ann, CancellationToken.None)).Value);
    }

    [Fact]
    public async Task OldImports_AreRemoved_WhenTheirTimeIsOver()
    {
        await using var platform = await StartAsync();
        var job = await platform.ImportAsync("subject\nA\n", new ImportMapping("visit"));
        platform.Clock.Advance(TimeSpan.FromDays(6));
        await platform.UploadAsync("x\n1\n");
        Assert.True((await platform.Imports().FindAsync(job.Id, Ann, CancellationToken.None)).IsSuccess);

        platform.Clock.Advance(TimeSpan.FromDays(2));
        await platform.UploadAsync("x\n1\n");

        Assert.IsType<NotFound>((await platform.Imports().FindAsync(job.Id, Ann, CancellationToken.None)).Failure);
    }

    private async Task<TestPlatform> StartAsync(params string[] sites)
    {
        var platform = await TestPlatform.StartAsync(database, TestEntities.Site, TestEntities.Visit);
        foreach (var site in sites)
            await platform.Writer.CreateAsync("site", new RecordInput().Set("name", site), Ann, CancellationToken.None);
        return platform;
    }
}

public sealed class SqliteImportTests() : ImportContract(TestDatabases.Sqlite);

public sealed class PostgreSqlImportTests() : ImportContract(TestDatabases.PostgreSql);
