using System.Text;
using System.Text.Json;
using Crm.Platform.Abstractions;
using Crm.Platform.Expressions.Syntax;
using Crm.Platform.Records.Exporting;
using Crm.Platform.Records.Reading;
using Crm.Platform.Records.Tests.Rights;
using Crm.Testing.Databases;
using Crm.Testing.Platforms;
using MiniExcelLibs;

namespace Crm.Platform.Records.Tests.Exporting;

public abstract class ExportContract(Func<Task<TestDatabase>> database)
{
    private const string Rep = """{"name":"rep","entities":{"visit":{"create":true,"read":"all","export":"own","fields":{"margin":"hidden","badge":"hidden"}},"site":{"read":true,"where":"region == user.region"}}}""";
    private const string Reader = """{"name":"reader","entities":{"visit":{"read":true}}}""";

    [Fact]
    public async Task Csv_HoldsWhatTheQueryFinds_WithTargetsAsTextAndId()
    {
        await using var company = await Company.StartAsync(database);
        await company.VisitAsync("b, \"two\"", company.Ann, ("amount", 2.5m), ("site_id", company.North));
        await company.VisitAsync("a", company.Bob);
        await company.VisitAsync("closed", company.Bob, ("status", "closed"));

        var text = await TextAsync(company.Platform, new ExportRequest(
            new RecordQuery("visit") { Filter = ExpressionParser.Parse("status == 'open'").Value, Sort = [new("subject")] }, ExportFormat.Csv)
        { Fields = ["subject", "amount", "site_id", "owner_id"], WithNames = true, WithMark = false });

        Assert.Equal(
            ["subject,amount,site,site_id,owner,owner_id", $"a,,,,Bob,{company.Bob}", $"\"b, \"\"two\"\"\",2.5,North,{company.North},Ann,{company.Ann}"],
            text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Select(l => l.Replace("2.50", "2.5", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Csv_IsTitledAndMarked_UnlessAskedOtherwise()
    {
        await using var company = await Company.StartAsync(database);

        var bytes = await BytesAsync(company.Platform, new ExportRequest(new RecordQuery("visit"), ExportFormat.Csv) { Fields = ["subject", "site_id"] });

        Assert.Equal(Encoding.UTF8.GetPreamble(), bytes[..3]);
        Assert.Equal("Subject,Site,Site (id)", Encoding.UTF8.GetString(bytes[3..]).Trim());
    }

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("@cmd", "'@cmd")]
    [InlineData("+49 89 12", "'+49 89 12")]
    [InlineData("-5", "-5")]
    [InlineData("'=quoted", "''=quoted")]
    [InlineData("＝1+1", "'＝1+1")]
    [InlineData("'tis", "'tis")]
    public async Task Csv_NeverBeginsACellLikeAFormula(string value, string written)
    {
        await using var company = await Company.StartAsync(database);
        await company.VisitAsync(value, null);

        var text = await TextAsync(company.Platform, new ExportRequest(new RecordQuery("visit"), ExportFormat.Csv) { Fields = ["subject"], WithMark = false });

        Assert.Equal($"Subject\r\n{written}\r\n", text);
        Assert.Equal(value, SpreadsheetText.Plain(written));
    }

    [Fact]
    public async Task Export_GoesOnOverPages_InOrder()
    {
        await using var company = await Company.StartAsync(database);
        await company.Platform.Writer.CreateManyAsync("visit", [.. Enumerable.Range(0, 2_500).Select(i => Company.Input(("subject", $"v{i:0000}")))], Caller.Platform, CancellationToken.None);

        var lines = (await TextAsync(company.Platform, new ExportRequest(new RecordQuery("visit") { Sort = [new("subject", true)] }, ExportFormat.NdJson))).TrimEnd().Split('\n');
        var some = (await TextAsync(company.Platform, new ExportRequest(new RecordQuery("visit") { Sort = [new("subject")] }, ExportFormat.Json) { Most = 1_234 }));

        Assert.Equal(Enumerable.Range(0, 2_500).Reverse().Select(i => $"v{i:0000}"), lines.Select(l => JsonDocument.Parse(l).RootElement.GetProperty("subject").GetString()));
        Assert.Equal("v1233", JsonDocument.Parse(some).RootElement.EnumerateArray().Last().GetProperty("subject").GetString());
        Assert.Equal(1_234, JsonDocument.Parse(some).RootElement.GetArrayLength());
    }

    [Fact]
    public async Task Spreadsheet_IsReadBySomebodyElse()
    {
        await using var company = await Company.StartAsync(database);
        await company.VisitAsync("=SUM(A1) <&> \"ü\"", company.Ann, ("amount", 1234.5m), ("site_id", company.North));

        using var file = new MemoryStream(await BytesAsync(company.Platform, new ExportRequest(new RecordQuery("visit"), ExportFormat.Xlsx) { Fields = ["subject", "amount", "site_id", "created_at"], WithNames = true }));
        var row = (IDictionary<string, object?>)file.Query(useHeaderRow: true).Single();

        Assert.Equal(["subject", "amount", "site", "site_id", "created_at"], row.Keys);
        Assert.Equal(("=SUM(A1) <&> \"ü\"", 1234.5, "North", company.North.ToString()), ((string)row["subject"]!, (double)row["amount"]!, (string)row["site"]!, (string)row["site_id"]!));
        Assert.Equal(company.Platform.Clock.GetUtcNow().UtcDateTime, (DateTime)row["created_at"]!, TimeSpan.FromSeconds(1));
        Assert.Equal("Visits", Assert.Single(file.GetSheetNames()));
    }

    [Fact]
    public async Task Export_TakesNoMoreThanTheRoleAllows()
    {
        await using var company = await Company.StartAsync(database, Rep, Reader);
        await company.VisitAsync("mine", company.Ann, ("margin", 5m), ("site_id", company.South));
        await company.VisitAsync("theirs", company.Bob);

        var text = await TextAsync(company.Platform, new ExportRequest(new RecordQuery("visit"), ExportFormat.Json), Company.With(company.Ann, "rep"));
        var hidden = await PrepareAsync(company.Platform, new ExportRequest(new RecordQuery("visit"), ExportFormat.Csv) { Fields = ["margin"] }, Company.With(company.Ann, "rep"));
        var refused = await PrepareAsync(company.Platform, new ExportRequest(new RecordQuery("visit"), ExportFormat.Csv), Company.With(company.Ann, "reader"));

        var row = Assert.Single(JsonDocument.Parse(text).RootElement.EnumerateArray());
        Assert.Equal(("mine", JsonValueKind.Null, false), (row.GetProperty("subject").GetString(), row.GetProperty("site").ValueKind, row.TryGetProperty("margin", out _)));
        Assert.IsType<Invalid>(hidden.Failure);
        Assert.Equal("access.export", Assert.IsType<Forbidden>(refused.Failure).Code);
    }

    [Fact]
    public async Task Lookup_OfSeveralEntities_HasTextIdAndEntity()
    {
        await using var platform = await TestPlatform.StartAsync(database);
        await platform.PublishAsync(
            platform.Read("""{"name":"firm","type":"object","properties":{"title":{"type":"string"}},"x-crm":{"display":"title"}}"""), platform.Read("""{"name":"man","type":"object","properties":{"nick":{"type":"string"}},"x-crm":{"display":"nick"}}"""),
            platform.Read("""{"name":"call","type":"object","properties":{"name":{"type":"string"},"about_id":{"type":"string","format":"uuid","x-crm":{"lookup":["firm","man"]}}},"x-crm":{"display":"name"}}"""));
        var man = (await platform.Writer.CreateAsync("man", Company.Input(("nick", "Bo")), Caller.Platform, CancellationToken.None)).Value.Id;
        await platform.Writer.CreateAsync("call", Company.Input(("name", "A"), ("about_id", man), ("about_type", "man")), Caller.Platform, CancellationToken.None);

        var row = Assert.Single(JsonDocument.Parse(await TextAsync(platform, new ExportRequest(new RecordQuery("call"), ExportFormat.Json))).RootElement.EnumerateArray());
        var words = (await platform.Reader.CountAsync(new RecordQuery("call") { Search = "man" }, Caller.Platform, CancellationToken.None)).Value;

        Assert.Equal(("Bo", man, "man"), (row.GetProperty("about").GetString(), row.GetProperty("about_id").GetGuid(), row.GetProperty("about_type").GetString()));
        Assert.Equal(0, words);
    }

    [Fact]
    public async Task Export_IsNoted_WithWhoAndHowMuch()
    {
        await using var company = await Company.StartAsync(database);
        await company.VisitAsync("a", null);

        _ = await TextAsync(company.Platform, new ExportRequest(new RecordQuery("visit"), ExportFormat.Csv) { Description = "?format=csv" }, Caller.Platform with { Name = "Ann" });
        var noted = Assert.Single(await company.Platform.Get<IExportLog>().ListAsync(10, CancellationToken.None));

        Assert.Equal(("visit", "csv", "?format=csv", "Ann", 1), (noted.Entity, noted.Format, noted.Query, noted.ActorName, noted.Records));
    }

    internal static Task<Result<IPreparedExport>> PrepareAsync(TestPlatform platform, ExportRequest request, Caller caller) => platform.Get<IRecordExport>().PrepareAsync(request, caller, CancellationToken.None);

    internal static async Task<byte[]> BytesAsync(TestPlatform platform, ExportRequest request, Caller? caller = null)
    {
        using var file = new MemoryStream();
        await (await PrepareAsync(platform, request, caller ?? Caller.Platform)).Value.WriteAsync(file, CancellationToken.None);
        return file.ToArray();
    }

    private static async Task<string> TextAsync(TestPlatform platform, ExportRequest request, Caller? caller = null) => Encoding.UTF8.GetString(await BytesAsync(platform, request, caller));
}

public sealed class SqliteExportTests() : ExportContract(TestDatabases.Sqlite);

public sealed class PostgreSqlExportTests() : ExportContract(TestDatabases.PostgreSql);
