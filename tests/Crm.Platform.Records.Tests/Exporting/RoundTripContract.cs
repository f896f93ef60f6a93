using Crm.Platform.Abstractions;
using Crm.Platform.Records.Exporting;
using Crm.Platform.Records.Importing.Mapping;
using Crm.Platform.Records.Reading;
using Crm.Platform.Records.Tests.Importing;
using Crm.Platform.Records.Tests.Rights;
using Crm.Testing.Databases;
using Crm.Testing.Platforms;

namespace Crm.Platform.Records.Tests.Exporting;

/// <summary>What an export writes as CSV an import reads back, whatever the kind.</summary>
public abstract class RoundTripContract(Func<Task<TestDatabase>> database)
{
    private static readonly string[] Given = ["name", "wares", "notes", "share", "opens", "effort", "stars", "paint", "settings", "billing_address.street", "billing_address.city", "place.latitude", "place.longitude"];

    [Fact]
    public async Task Import_ReadsWhatAnExportWrote()
    {
        await using var platform = await TestPlatform.StartAsync(database);
        await platform.PublishAsync(platform.Read(StallDefinition.Json));
        await AddAsync(platform, "stall", ("name", "=A, \"one\"\u00FC"), ("wares", TextList.Join(["fruit", "cheese_100%"])), ("share", 12.5m), ("opens", new TimeOnly(14, 30, 15)), ("effort", 5400L), ("stars", 4L), ("paint", "#1b8a5a"),
            ("settings", "{\"a\":[1]}"), ("notes", "<p>x &amp; y</p>"), ("billing_address", CompositeValue.Empty.With("street", "-Hauptstr. 1").With("city", "Ulm")), ("place", CompositeValue.Empty.With("latitude", 52.520008m).With("longitude", -13.4m)));
        await AddAsync(platform, "stall", ("name", "+49 (89) 1"), ("effort", -60L));
        await AddAsync(platform, "stall", ("name", "'=x"), ("share", -1.25m));

        var csv = await ExportContract.BytesAsync(platform, new ExportRequest(new RecordQuery("stall"), ExportFormat.Csv) { WithNames = true });
        var before = await ValuesAsync(platform);
        var job = await platform.RunAsync(await platform.UploadAsync(csv), ImportSteps.Mapped("stall", [.. Given.Select(f => (f, (string?)f))]));
        var after = await ValuesAsync(platform);

        Assert.Equal((3, 0), (job.Created, job.Refused));
        Assert.Equal(before.SelectMany(v => new[] { v, v }).Order(), after.Order());
    }

    [Fact]
    public async Task Import_FindsTargetsById_AndByText()
    {
        await using var platform = await TestPlatform.StartAsync(database, TestEntities.Site, TestEntities.Visit);
        var site = await AddAsync(platform, "site", ("name", "North"));
        await AddAsync(platform, "visit", ("subject", "A"), ("site_id", site), ("day", new DateOnly(2026, 1, 31)), ("starts_at", new DateTime(2026, 3, 1, 8, 5, 0, DateTimeKind.Utc)), ("amount", 1234.5m), ("status", "won"), ("done", true));

        var csv = await ExportContract.BytesAsync(platform, new ExportRequest(new RecordQuery("visit"), ExportFormat.Csv) { WithNames = true });
        var fields = ImportSteps.Mapped("visit", ("subject", "subject"), ("day", "day"), ("starts_at", "starts_at"), ("amount", "amount"), ("status", "status"), ("done", "done"), ("site", "site_id"));
        await platform.RunAsync(await platform.UploadAsync(csv), fields);
        await platform.RunAsync(await platform.UploadAsync(csv), fields with { Columns = fields.Columns!.Remove("site").Add("site_id", new ColumnMapping { Field = "site_id", Key = "id" }) });

        var rows = (await platform.Reader.QueryAsync(new RecordQuery("visit"), Caller.Platform, CancellationToken.None)).Value.Rows;
        Assert.Equal(3, rows.Length);
        Assert.Single(rows.Select(r => string.Join('|', new[] { "subject", "site_id", "day", "starts_at", "amount", "status", "done" }.Select(f => $"{r.Record[f]}"))).Distinct());
    }

    private static async Task<Guid> AddAsync(TestPlatform platform, string entity, params (string, object?)[] values) =>
        (await platform.Writer.CreateAsync(entity, Company.Input(values), Caller.Platform, CancellationToken.None)).Value.Id;

    private static async Task<List<string>> ValuesAsync(TestPlatform platform) =>
        [.. (await platform.Reader.QueryAsync(new RecordQuery("stall"), Caller.Platform, CancellationToken.None)).Value.Rows.Select(r => string.Join('|', Given.Select(f => $"{r.Record[f]}")))];
}

public sealed class SqliteRoundTripTests() : RoundTripContract(TestDatabases.Sqlite);

public sealed class PostgreSqlRoundTripTests() : RoundTripContract(TestDatabases.PostgreSql);
