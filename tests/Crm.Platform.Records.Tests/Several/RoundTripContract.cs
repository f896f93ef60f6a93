using System.Text;
using Crm.Platform.Abstractions;
using Crm.Platform.Records.Exporting;
using Crm.Platform.Records.Importing.Mapping;
using Crm.Platform.Records.Reading;
using Crm.Platform.Records.Tests.Importing;
using Crm.Testing.Databases;

namespace Crm.Platform.Records.Tests.Several;

/// <summary>What is exported of a lookup of several entities names its target, and comes back by id and type.</summary>
public abstract class RoundTripContract(Func<Task<TestDatabase>> database)
{
    private const string Rep = """{ "name": "rep", "entities": { "task": { "read": true, "export": true }, "firm": { "read": true } } }""";

    [Fact]
    public async Task Export_NamesEachTarget_AndComesBackByTheGuess()
    {
        await using var desk = await Desk.StartAsync(database);
        var (firm, deal) = (await desk.AddAsync("firm", ("name", "Acme")), await desk.AddAsync("deal", ("name", "Big")));
        var ids = new[] { await desk.AddAsync("task", ("subject", "A"), ("regarding_id", firm)), await desk.AddAsync("task", ("subject", "B"), ("regarding_id", deal)), await desk.AddAsync("task", ("subject", "C")) };

        var text = await ExportAsync(desk, Desk.Ann);
        foreach (var id in ids)
            await desk.DeleteAsync("task", id);
        var job = await desk.Platform.ImportAsync(text, new ImportMapping("task"));

        Assert.Equal($"subject,regarding,regarding_id,regarding_type\r\nA,Acme,{firm},firm\r\nB,Big,{deal},deal\r\nC,,,\r\n", text);
        Assert.Equal((3, 0), (job.Created, job.Refused));
        Assert.Equal(text, await ExportAsync(desk, Desk.Ann));
    }

    [Fact]
    public async Task Export_NamesNoTarget_ThatTheCallerMayNotRead()
    {
        await using var desk = await Desk.StartAsync(database, Rep);
        await desk.AddAsync("task", ("subject", "A"), ("regarding_id", await desk.AddAsync("firm", ("name", "Acme"))));
        await desk.AddAsync("task", ("subject", "B"), ("regarding_id", await desk.AddAsync("deal", ("name", "Big"))));

        var text = await ExportAsync(desk, Desk.With("rep"));

        Assert.Contains("A,Acme,", text, StringComparison.Ordinal);
        Assert.Contains("B,,", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Big", text, StringComparison.Ordinal);
    }

    private static async Task<string> ExportAsync(Desk desk, Caller caller)
    {
        var request = new ExportRequest(new RecordQuery("task") { Sort = [new("subject")] }, ExportFormat.Csv) { Fields = ["subject", "regarding_id", "regarding_type"], WithNames = true, WithMark = false };
        var prepared = await desk.Platform.Get<IRecordExport>().PrepareAsync(request, caller, CancellationToken.None);
        using var file = new MemoryStream();
        await prepared.Value.WriteAsync(file, CancellationToken.None);
        return Encoding.UTF8.GetString(file.ToArray());
    }
}

public sealed class SqliteRoundTripTests() : RoundTripContract(TestDatabases.Sqlite);

public sealed class PostgreSqlRoundTripTests() : RoundTripContract(TestDatabases.PostgreSql);
