using Crm.Platform.Records.Importing.Mapping;
using Crm.Platform.Records.Reading;
using Crm.Platform.Records.Tests.Importing;
using Crm.Testing.Databases;
using static Crm.Platform.Records.Tests.Importing.ImportSteps;

namespace Crm.Platform.Records.Tests.Several;

/// <summary>Importing into a lookup of several entities: by a key of the one the mapping names, or by id and type.</summary>
public abstract class ImportContract(Func<Task<TestDatabase>> database)
{
    [Theory]
    [InlineData("regarding.firm")]
    [InlineData("regarding.firm.name")]
    [InlineData("regarding_id.firm.name")]
    public async Task Import_FindsTargets_ByAKeyOfTheEntityThatIsNamed(string field)
    {
        await using var desk = await Desk.StartAsync(database);
        var firm = await desk.AddAsync("firm", ("name", "Acme"));
        await desk.AddAsync("deal", ("name", "Big"));

        var job = await desk.Platform.ImportAsync("subject,company\nA,acme\nB,Big\nC,\n", Mapped("task", ("subject", "subject"), ("company", field)));

        Assert.Equal((2, 1), (job.Created, job.Refused));
        Assert.Equal((3, "import.lookup"), (job.Problems[0].Row, job.Problems[0].Code));
        var row = (await desk.ListAsync("subject == 'A'", null, [])).Value.Rows.Single();
        Assert.Equal((firm, "firm"), (row.Record["regarding_id"], row.Record["regarding_type"]));
    }

    [Fact]
    public async Task Import_CreatesWhatIsMissing_OfTheEntityThatIsNamed()
    {
        await using var desk = await Desk.StartAsync(database);

        var job = await desk.Platform.ImportAsync("text,deal\nA,New\n", Mapped("note", ("text", "text"), ("deal", "about.deal.name")).With("deal", c => c with { Missing = MissingTarget.Create }));

        Assert.Equal(1, job.Created);
        Assert.Equal("deal", (await desk.Platform.Reader.QueryAsync(new RecordQuery("note"), Desk.Ann, CancellationToken.None)).Value.Rows.Single().Record["about_type"]);
    }

    [Fact]
    public async Task Import_TakesIdAndType_AsTheyWereExported()
    {
        await using var desk = await Desk.StartAsync(database);
        var (firm, deal) = (await desk.AddAsync("firm", ("name", "Acme")), await desk.AddAsync("deal", ("name", "Big")));

        var job = await desk.Platform.ImportAsync($"subject,regarding_id,regarding_type\nA,{firm},firm\nB,{deal},Deal\nC,{deal},firm\n", new ImportMapping("task"));

        Assert.Equal((2, 1), (job.Created, job.Refused));
        Assert.Equal("A:Acme B:Big", string.Join(' ', (await desk.ListAsync(null, null, ["regarding"])).Value.Rows.Select(r => $"{r.Record["subject"]}:{r.Target("regarding")!["name"]}")));
    }

    [Theory]
    [InlineData("regarding.task.subject", "import.field_unknown")]
    [InlineData("regarding.name", "import.field_unknown")]
    [InlineData("regarding.firm.nme", "import.key_unknown")]
    public async Task Mapping_IsRefused_WhenItNamesNoTarget(string field, string code)
    {
        await using var desk = await Desk.StartAsync(database);

        var preview = await desk.Platform.PreviewAsync("subject,company\nA,Acme\n", Mapped("task", ("subject", "subject"), ("company", field)));

        Assert.Equal(code, preview.Value.Problems.Single().Code);
    }
}

public sealed class SqliteImportTests() : ImportContract(TestDatabases.Sqlite);

public sealed class PostgreSqlImportTests() : ImportContract(TestDatabases.PostgreSql);
