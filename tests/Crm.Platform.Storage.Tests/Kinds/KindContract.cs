using Crm.Platform.Abstractions;
using Crm.Platform.Expressions.Syntax;
using Crm.Platform.Records.Reading;
using Crm.Platform.Records.Writing;
using Crm.Platform.Storage.Model;
using Crm.Testing.Databases;
using Crm.Testing.Platforms;
using Microsoft.EntityFrameworkCore;

namespace Crm.Platform.Storage.Tests.Kinds;

/// <summary>What kinds with a shape of their own keep, find and sort, alike on every database.</summary>
public abstract class KindContract(Func<Task<TestDatabase>> database)
{
    private static readonly Caller Ann = new(Guid.CreateVersion7(), CallerRights.Read | CallerRights.Write);

    [Fact]
    public async Task Values_ComeBackAsTheyWereStored()
    {
        await using var platform = await StallsAsync();
        var address = CompositeValue.Empty.With("street", "Hauptstr. 1").With("city", "Ulm").With("postal_code", "89073");
        var place = CompositeValue.Empty.With("latitude", 52.520008m).With("longitude", -13.4m);

        var id = await AddAsync(platform, ("name", "A"), ("wares", TextList.Join(["fruit", "cheese_100%"])), ("share", 12.5m), ("opens", new TimeOnly(14, 30, 15)), ("effort", 5400L),
            ("stars", 4L), ("paint", "#1b8a5a"), ("settings", "{\"a\":[1]}"), ("notes", "<p>x</p><script>y</script>"), ("billing_address", address), ("place", place));

        var read = (await platform.Reader.FindAsync("stall", id, Ann, CancellationToken.None)).Value;
        Assert.Equal(["fruit", "cheese_100%"], TextList.Split((string)read["wares"]!));
        Assert.Equal((12.50m, new TimeOnly(14, 30, 15), 5400L, 4L), (read["share"], read["opens"], read["effort"], read["stars"]));
        Assert.Equal(("#1b8a5a", "{\"a\":[1]}", "<p>x</p>"), (read["paint"], read["settings"], read["notes"]));
        Assert.Equal(address, read["billing_address"]);
        Assert.Equal(("Ulm", 52.520008m), (read["billing_address.city"], (decimal)((CompositeValue)read["place"]!)["latitude"]!));
        Assert.Null(read["permit"]);
    }

    [Theory]
    [InlineData("'fruit' in wares", "A C")]
    [InlineData("'cheese_100%' in wares", "C")]
    [InlineData("!('fruit' in wares)", "B")]
    [InlineData("includes(wares, 'fish') && includes(wares, 'fruit')", "A")]
    [InlineData("wares == null", "D")]
    [InlineData("isEmpty(wares)", "D")]
    [InlineData("billing_address.city == 'ulm'", "A B")]
    [InlineData("billing_address == null", "D")]
    [InlineData("billing_address != null", "A B C")]
    [InlineData("isEmpty(billing_address)", "D")]
    [InlineData("contains(billing_address.street, 'haupt')", "A")]
    [InlineData("opens >= '09:30'", "B C")]
    [InlineData("opens == '09:00:00'", "A")]
    [InlineData("effort > 3600", "B")]
    [InlineData("effort / 60 == 30", "A")]
    [InlineData("share < 20.5", "A")]
    [InlineData("stars in [4, 5]", "B C")]
    [InlineData("place.latitude > 50.5", "A")]
    [InlineData("paint == '#FF0000'", "A")]
    [InlineData("settings != null", "C")]
    public async Task Filter_FindsByValueAndPart(string filter, string names)
    {
        await using var platform = await StallsAsync();
        await FourAsync(platform);

        Assert.Equal(names, await NamesAsync(platform, new RecordQuery("stall") { Filter = ExpressionParser.Parse(filter).Value, Sort = [new RecordSort("name")] }));
    }

    [Theory]
    [InlineData("billing_address.city", "D C A B")]
    [InlineData("opens", "D A B C")]
    [InlineData("effort", "D C A B")]
    [InlineData("share", "D A B C")]
    public async Task Sort_OrdersByValueAndPart(string field, string names)
    {
        await using var platform = await StallsAsync();
        await FourAsync(platform);

        Assert.Equal(names, await NamesAsync(platform, new RecordQuery("stall") { Sort = [new RecordSort(field), new RecordSort("name")] }));
    }

    [Theory]
    [InlineData("wares")]
    [InlineData("settings")]
    [InlineData("billing_address")]
    [InlineData("photo")]
    public async Task Sort_IsRefused_WhereThereIsNoOrder(string field)
    {
        await using var platform = await StallsAsync();

        var page = await platform.Reader.QueryAsync(new RecordQuery("stall") { Sort = [new RecordSort(field)] }, Ann, CancellationToken.None);

        Assert.Equal("query.sort", Assert.IsType<Invalid>(page.Failure).Problems.Single().Code);
    }

    [Fact]
    public async Task Search_LooksIntoTheParts()
    {
        await using var platform = await StallsAsync();
        await FourAsync(platform);

        Assert.Equal("A B", await NamesAsync(platform, new RecordQuery("stall") { Search = "ulm", Sort = [new RecordSort("name")] }));
    }

    [Fact]
    public async Task Update_KeepsThePartsItDoesNotName_AndClearsThoseItSetsToNull()
    {
        await using var platform = await StallsAsync();
        var id = await AddAsync(platform, ("name", "A"), ("billing_address", CompositeValue.Empty.With("street", "Hauptstr. 1").With("city", "Ulm").With("country", "Germany")));

        var changed = await platform.Writer.UpdateAsync("stall", id, new RecordInput().Set("billing_address", CompositeValue.Empty.With("city", "Bonn").With("country", null)), null, Ann, CancellationToken.None);

        Assert.Equal(CompositeValue.Empty.With("street", "Hauptstr. 1").With("city", "Bonn"), changed.Value["billing_address"]);
        var cleared = await platform.Writer.UpdateAsync("stall", id, new RecordInput().Set("billing_address", null), null, Ann, CancellationToken.None);
        Assert.Null(cleared.Value["billing_address"]);
    }

    [Fact]
    public async Task Update_NamesThePart_WhenItIsWrong()
    {
        await using var platform = await StallsAsync();

        var made = await platform.Writer.CreateAsync("stall", new RecordInput().Set("name", "A").Set("billing_address.postal_code", new string('1', 30)).Set("place.latitude", 10m), Ann, CancellationToken.None);

        Assert.Equal([("billing_address.postal_code", "field.max_length"), ("place", "field.incomplete")], Assert.IsType<Invalid>(made.Failure).Problems.Select(p => (p.Path, p.Code)));
    }

    [Fact]
    public async Task AutoNumber_IsGivenOnce_ToManyWhoCreateAtTheSameTime()
    {
        await using var platform = await StallsAsync();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Run(async () =>
        {
            for (var i = 0; i < 5; i++)
                await AddAsync(platform, ("name", $"W{writer}-{i}"));
            var many = await platform.Writer.CreateManyAsync("stall", [.. Enumerable.Range(0, 5).Select(i => new RecordInput().Set("name", $"M{writer}-{i}"))], Ann, CancellationToken.None);
            Assert.All(many.Value, outcome => Assert.True(outcome.IsSuccess));
        })));

        var page = await platform.Reader.QueryAsync(new RecordQuery("stall") { Top = 1000 }, Ann, CancellationToken.None);
        var numbers = page.Value.Rows.Select(r => (string)r.Record["number"]!).ToList();
        Assert.Equal(80, numbers.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(Enumerable.Range(1, 80).Select(n => $"S-{n:0000}"), numbers.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task AutoNumber_CannotBeWritten_AndSurvivesAChange()
    {
        await using var platform = await StallsAsync();
        var id = await AddAsync(platform, ("name", "A"));

        var refused = await platform.Writer.UpdateAsync("stall", id, new RecordInput().Set("number", "S-9999"), null, Ann, CancellationToken.None);
        var changed = await platform.Writer.UpdateAsync("stall", id, new RecordInput().Set("name", "B"), null, Ann, CancellationToken.None);

        Assert.Equal("field.read_only", Assert.IsType<Invalid>(refused.Failure).Problems.Single().Code);
        Assert.Equal("S-0001", changed.Value["number"]);
    }

    [Fact]
    public async Task AutoNumber_PassesOverNumbersOfAnEarlierPattern()
    {
        await using var platform = await TestPlatform.StartAsync(database);
        await platform.PublishAsync(Numbered(platform, "N-1{0}"));
        Assert.Equal("N-11", await NumberAsync(platform));

        await platform.PublishAsync(Numbered(platform, "N-{00}"));

        Assert.Equal(10, (await Task.WhenAll(Enumerable.Range(0, 9).Select(_ => NumberAsync(platform)))).Append("N-11").Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(["N-10", "N-12"], [await NumberAsync(platform), await NumberAsync(platform)]);
    }

    [Fact]
    public async Task Publish_NumbersTheRecordsThereAre_TheOldestFirst_WhenTheFieldIsAdded()
    {
        await using var platform = await TestPlatform.StartAsync(database);
        var bare = platform.Read("{ \"name\": \"ticket\", \"properties\": { \"name\": { \"type\": \"string\" } } }");
        await platform.PublishAsync(bare);
        var first = await TicketAsync(platform, "first");
        platform.Clock.Advance(TimeSpan.FromMinutes(1));
        var second = await TicketAsync(platform, "second");
        await platform.Writer.DeleteAsync("ticket", second, null, Ann, CancellationToken.None);

        await platform.PublishAsync(Numbered(platform, "T-{000}"));

        Assert.Equal("T-001", (await platform.Reader.FindAsync("ticket", first, Ann, CancellationToken.None)).Value["number"]);
        Assert.Equal("T-002", (await platform.Writer.RestoreAsync("ticket", second, Ann, CancellationToken.None)).Value["number"]);
        Assert.Equal("T-003", await NumberAsync(platform));
    }

    [Fact]
    public async Task Publish_KeepsEveryPart_WhenAFieldMadeOfPartsIsRemoved()
    {
        await using var platform = await StallsAsync();
        await AddAsync(platform, ("name", "A"), ("billing_address", CompositeValue.Empty.With("city", "Ulm")));
        var stall = platform.Snapshot.Entity("stall")!;

        await platform.PublishAsync(stall with { Fields = stall.Fields.RemoveAll(f => f.Name == "billing_address"), Indexes = [] });

        await using var context = platform.Get<IRecordDatabase>().Current.CreateContext();
        Assert.Equal("Ulm", await context.Database.SqlQueryRaw<string>("SELECT zz_billing_address_city_2 AS \"Value\" FROM stall").SingleAsync());
        Assert.True((await platform.Writer.CreateAsync("stall", new RecordInput().Set("name", "B"), Ann, CancellationToken.None)).IsSuccess);
    }

    private static EntityDefinition Numbered(TestPlatform platform, string pattern) => platform.Read(
        $$"""{ "name": "ticket", "properties": { "name": { "type": "string" }, "number": { "x-crm": { "kind": "auto_number", "pattern": "{{pattern}}" } } } }""");

    private static async Task<Guid> TicketAsync(TestPlatform platform, string name) => (await platform.Writer.CreateAsync("ticket", new RecordInput().Set("name", name), Ann, CancellationToken.None)).Value.Id;

    private static async Task<string> NumberAsync(TestPlatform platform) =>
        (string)(await platform.Writer.CreateAsync("ticket", new RecordInput().Set("name", "x"), Ann, CancellationToken.None)).Value["number"]!;

    private Task<TestPlatform> StartAsync() => TestPlatform.StartAsync(database);

    private async Task<TestPlatform> StallsAsync()
    {
        var platform = await TestPlatform.StartAsync(database);
        await platform.PublishAsync(platform.Read(StallDefinition.Json));
        return platform;
    }

    private static async Task FourAsync(TestPlatform platform)
    {
        await AddAsync(platform, ("name", "A"), ("wares", TextList.Join(["fruit", "fish"])), ("billing_address.city", "Ulm"), ("billing_address.street", "Hauptstr. 1"), ("opens", new TimeOnly(9, 0)),
            ("effort", 1800L), ("share", 20.25m), ("stars", 3L), ("place", CompositeValue.Empty.With("latitude", 51m).With("longitude", 0m)), ("paint", "#ff0000"));
        await AddAsync(platform, ("name", "B"), ("wares", TextList.Join(["fish"])), ("billing_address.city", "Ulm"), ("opens", new TimeOnly(9, 30)), ("effort", 7200L), ("share", 20.5m), ("stars", 4L));
        await AddAsync(platform, ("name", "C"), ("wares", TextList.Join(["fruit", "cheese_100%"])), ("billing_address.city", "Bonn"), ("opens", new TimeOnly(23, 59)), ("effort", 60L), ("share", 100m), ("stars", 5L),
            ("place", CompositeValue.Empty.With("latitude", 50.5m).With("longitude", 0m)), ("settings", "[]"));
        await AddAsync(platform, ("name", "D"));
    }

    private static async Task<Guid> AddAsync(TestPlatform platform, params (string Field, object? Value)[] values)
    {
        var input = new RecordInput();
        foreach (var (field, value) in values)
            input.Set(field, value);
        return (await platform.Writer.CreateAsync("stall", input, Ann, CancellationToken.None)).Value.Id;
    }

    private static async Task<string> NamesAsync(TestPlatform platform, RecordQuery query)
    {
        var page = await platform.Reader.QueryAsync(query, Ann, CancellationToken.None);
        Assert.Null(page.Failure);
        return string.Join(' ', page.Value.Rows.Select(r => r.Record["name"]));
    }
}

public sealed class SqliteKindTests() : KindContract(TestDatabases.Sqlite);

public sealed class PostgreSqlKindTests() : KindContract(TestDatabases.PostgreSql);
