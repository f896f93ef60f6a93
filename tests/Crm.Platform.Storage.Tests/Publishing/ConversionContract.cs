using System.Text.Json;
using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Publishing;
using Crm.Platform.Metadata.Publishing.Tombstones;
using Crm.Testing.Databases;
using Crm.Testing.Platforms;

namespace Crm.Platform.Storage.Tests.Publishing;

/// <summary>What becomes of stored values when a field's kind or limits change, alike on every database.</summary>
public abstract class ConversionContract(Func<Task<TestDatabase>> database)
{
    private Task<TestPlatform> StartAsync() => TestPlatform.StartAsync(database);

    public static TheoryData<string, object[], string, object[]> Exact => new()
    {
        { "{'type':'string'}", ["1", "-20"], "{'type':'integer'}", [1L, -20L] },
        { "{'type':'string'}", ["1.5", "2"], "{'type':'number','x-crm':{'scale':2}}", [1.5m, 2m] },
        { "{'type':'string'}", ["2026-03-31"], "{'type':'string','format':'date'}", [new DateOnly(2026, 3, 31)] },
        { "{'type':'string'}", ["open"], "{'enum':['open','won']}", ["open"] },
        { "{'enum':['open','won']}", ["open"], "{'type':'string'}", ["open"] },
        { "{'type':'integer'}", [7L], "{'type':'number','x-crm':{'scale':3}}", [7m] },
        { "{'type':'number','x-crm':{'scale':3}}", [7m], "{'type':'integer'}", [7L] },
        { "{'type':'number','x-crm':{'scale':2}}", [1.25m], "{'type':'number','x-crm':{'scale':4}}", [1.25m] },
        { "{'type':'number','x-crm':{'scale':4}}", [1.25m], "{'type':'number','x-crm':{'scale':2}}", [1.25m] },
        { "{'type':'string','format':'date'}", [new DateOnly(2026, 3, 31)], "{'type':'string','format':'date-time'}", [new DateTime(2026, 3, 31, 0, 0, 0, DateTimeKind.Utc)] },
        { "{'type':'boolean'}", [true], "{'type':'string'}", ["true"] },
        { "{'type':'string'}", ["a@example.com"], "{'type':'string','format':'email'}", ["a@example.com"] },
    };

    [Theory]
    [MemberData(nameof(Exact))]
    public async Task Convert_KeepsEveryValue_WhenAllFit(string before, object[] values, string after, object[] expected)
    {
        await using var platform = await DefinedAsync(before);
        var ids = await AddAsync(platform, values);
        var empty = await platform.AddAsync("visit", ("subject", "empty"));
        await ReplaceAsync(platform, after);

        var published = await platform.PublishDraftAsync();

        Assert.True(published.IsSuccess, published.Failure?.Message);
        for (var i = 0; i < ids.Count; i++)
            Assert.Equal(expected[i], (await platform.ReadAsync("visit", ids[i]))["x"]);
        Assert.Null((await platform.ReadAsync("visit", empty))["x"]);
        Assert.Empty(await platform.Get<IDefinitionStore>().TombstonesAsync(CancellationToken.None));
    }

    public static TheoryData<string, object, string, object> Lossy => new()
    {
        { "{'type':'string'}", "007", "{'type':'integer'}", 7L },
        { "{'type':'string'}", "WON", "{'enum':['open','won']}", "won" },
        { "{'type':'string','format':'date-time'}", new DateTime(2026, 3, 31, 14, 30, 0, DateTimeKind.Utc), "{'type':'string','format':'date'}", new DateOnly(2026, 3, 31) },
    };

    [Theory]
    [MemberData(nameof(Lossy))]
    public async Task Convert_KeepsTheOriginalsAside_WhenSomethingIsLost(string before, object value, string after, object expected)
    {
        await using var platform = await DefinedAsync(before);
        var id = (await AddAsync(platform, value))[0];
        await ReplaceAsync(platform, after);

        var refused = await platform.PublishDraftAsync();
        var published = await platform.PublishDraftAsync("convert:visit.x");

        Assert.Equal("convert:visit.x", Assert.Single(Assert.IsType<Invalid>(refused.Failure).Problems).Path);
        Assert.True(published.IsSuccess, published.Failure?.Message);
        Assert.Equal(expected, (await platform.ReadAsync("visit", id))["x"]);
        var tombstone = Assert.Single(await platform.Get<IDefinitionStore>().TombstonesAsync(CancellationToken.None));
        Assert.Equal(("visit", "x", TombstoneReason.Converted), (tombstone.Entity, tombstone.Field, tombstone.Reason));
    }

    public static TheoryData<string, object, object, string, string> Misfits => new()
    {
        { "{'type':'string'}", "12", "twelve", "{'type':'integer'}", "publish.convert" },
        { "{'type':'string'}", "2026-03-31", "31st of March", "{'type':'string','format':'date'}", "publish.convert" },
        { "{'type':'string'}", "open", "lost", "{'enum':['open','won']}", "publish.convert" },
        { "{'type':'number','x-crm':{'scale':4}}", 1.25m, 1.255m, "{'type':'number','x-crm':{'scale':2}}", "publish.convert" },
        { "{'type':'number'}", 2m, 2.5m, "{'type':'integer'}", "publish.convert" },
        { "{'type':'string'}", "short", "much longer", "{'type':'string','maxLength':5}", "publish.narrow" },
        { "{'type':'string'}", "AB1", "nothing", "{'type':'string','pattern':'^[A-Z]+[0-9]$'}", "publish.narrow" },
        { "{'type':'integer'}", 5L, 4L, "{'type':'integer','minimum':5}", "publish.narrow" },
        { "{'type':'integer'}", 5L, 6L, "{'type':'integer','maximum':5}", "publish.narrow" },
        { "{'enum':['open','won']}", "open", "won", "{'enum':['open']}", "publish.narrow" },
        { "{'type':'string'}", "one", "ONE", "{'type':'string','x-crm':{'unique':true}}", "publish.unique" },
        { "{'type':'string'}", "1", "01", "{'type':'integer','x-crm':{'unique':true}}", "publish.unique" },
    };

    [Theory]
    [MemberData(nameof(Misfits))]
    public async Task Publish_IsRefused_AndNamesTheRecords_WhileSomeDoNotFit(string before, object fits, object misfit, string after, string code)
    {
        await using var platform = await DefinedAsync(before);
        var ids = await AddAsync(platform, fits, misfit);
        await ReplaceAsync(platform, after);

        var plan = await platform.PlanAsync();
        var refused = await platform.PublishDraftAsync([.. plan.Losses.Select(l => l.Id)]);
        await platform.Writer.DeleteAsync("visit", ids[1], null, Caller.Platform, CancellationToken.None);
        var mended = await platform.PublishDraftAsync([.. (await platform.PlanAsync()).Losses.Select(l => l.Id)]);

        var told = Assert.Single(plan.Misfits);
        Assert.Equal((code, 1L), (told.Code, told.Count));
        Assert.Equal((ids[1], "visit 1"), (told.Records[0].Id, told.Records[0].Display));
        Assert.StartsWith("visit.properties.x", told.Path, StringComparison.Ordinal);
        Assert.Equal(code, Assert.Single(Assert.IsType<Invalid>(refused.Failure).Problems).Code);
        Assert.True(mended.IsSuccess, mended.Failure?.Message);
    }

    [Theory]
    [InlineData("{'type':'integer'}", "{'type':'string'}")]
    [InlineData("{'type':'string'}", "{'type':'integer'}")]
    public async Task Convert_KeepsEveryValue_OfManyRecords(string before, string after)
    {
        await using var platform = await StartAsync();
        await platform.DefineAsync($"{{'name':'boat','properties':{{'name':{{'type':'string'}},'length':{before}}}}}");
        for (var i = 0; i < 40; i++)
            await platform.AddAsync("boat", ("name", $"{i}"), ("length", before.Contains("integer", StringComparison.Ordinal) ? (object)(long)i : $"{i}"));
        await platform.PatchAsync("boat", $"{{'properties':{{'length':{after}}}}}");

        _ = (await platform.PublishDraftAsync()).Value;

        var boats = (await platform.Reader.QueryAsync(new Records.Reading.RecordQuery("boat") { Top = 50 }, Caller.Platform, CancellationToken.None)).Value.Rows;
        Assert.Equal(boats.Select(b => b.Record["name"]), boats.Select(b => b.Record["length"]?.ToString()));
    }

    [Fact]
    public async Task Misfits_CarryNoNames_WhenTheCallerMayNotReadRecords()
    {
        await using var platform = await DefinedAsync("{'type':'string'}");
        await AddAsync(platform, "secret");
        await ReplaceAsync(platform, "{'type':'integer'}");

        var plan = (await platform.Get<IPublisher>().PlanAsync(new Caller(null, CallerRights.Customize), CancellationToken.None)).Value;

        Assert.Null(plan.Misfits[0].Records[0].Display);
        Assert.DoesNotContain("secret", JsonSerializer.Serialize(plan), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Misfits_AreCountedAll_AndTenAreNamed()
    {
        await using var platform = await DefinedAsync("{'type':'string'}");
        await AddAsync(platform, [.. Enumerable.Range(0, 25).Select(i => (object)$"text {i}")]);
        await ReplaceAsync(platform, "{'type':'integer'}");

        var told = Assert.Single((await platform.PlanAsync()).Misfits);

        Assert.Equal((25, 10), (told.Count, told.Records.Length));
    }

    [Fact]
    public async Task Required_FillsTheDefault_WhereThereIsNoValue()
    {
        await using var platform = await DefinedAsync("{'type':'string'}");
        var ids = await AddAsync(platform, "given");
        var empty = await platform.AddAsync("visit", ("subject", "B"));
        await platform.PatchAsync("visit", "{'required':['x','rank'],'properties':{'x':{'default':'none'},'rank':{'type':'integer','default':3}}}");

        var plan = await platform.PlanAsync();
        var published = await platform.PublishDraftAsync();

        Assert.Equal([("x", 1L), ("rank", 2L)], plan.Operations.Where(o => o.Kind == "fill_field").OrderByDescending(o => o.Field).Select(o => (o.Field!, o.Rows)));
        Assert.True(published.IsSuccess, published.Failure?.Message);
        Assert.Equal(("given", 3L), ((string?)(await platform.ReadAsync("visit", ids[0]))["x"], (long?)(await platform.ReadAsync("visit", ids[0]))["rank"]));
        Assert.Equal("none", (await platform.ReadAsync("visit", empty))["x"]);
    }

    [Fact]
    public async Task Required_NeedsTheGapAccepted_WhenANewFieldHasNoDefault()
    {
        await using var platform = await DefinedAsync("{'type':'string'}");
        await AddAsync(platform, "a", "b");
        await platform.PatchAsync("visit", "{'required':['rank'],'properties':{'rank':{'type':'integer'}}}");

        var refused = await platform.PublishDraftAsync();
        var published = await platform.PublishDraftAsync("gap:visit.rank");

        Assert.Equal("gap:visit.rank", Assert.Single(Assert.IsType<Invalid>(refused.Failure).Problems).Path);
        Assert.True(published.IsSuccess, published.Failure?.Message);
    }

    [Fact]
    public async Task Required_IsRefused_WhenAFieldIsEmptyAndHasNoDefault()
    {
        await using var platform = await DefinedAsync("{'type':'string'}");
        var empty = await platform.AddAsync("visit", ("subject", "B"));
        await platform.PatchAsync("visit", "{'required':['x']}");

        var told = Assert.Single((await platform.PlanAsync()).Misfits);

        Assert.Equal(("publish.required", empty), (told.Code, told.Records[0].Id));
    }

    [Fact]
    public async Task Convert_LooksPastTheTrash_AndKeepsWhatLiesThere()
    {
        await using var platform = await DefinedAsync("{'type':'string'}");
        var ids = await AddAsync(platform, "1", "one");
        await platform.Writer.DeleteAsync("visit", ids[1], null, Caller.Platform, CancellationToken.None);
        await ReplaceAsync(platform, "{'type':'integer'}");

        var published = await platform.PublishDraftAsync("convert:visit.x");
        await platform.Writer.RestoreAsync("visit", ids[1], Caller.Platform, CancellationToken.None);

        Assert.True(published.IsSuccess, published.Failure?.Message);
        Assert.Null((await platform.ReadAsync("visit", ids[1]))["x"]);
        Assert.Single(await platform.Get<IDefinitionStore>().TombstonesAsync(CancellationToken.None));
    }

    private async Task<TestPlatform> DefinedAsync(string field)
    {
        var platform = await StartAsync();
        await platform.DefineAsync($"{{'name':'visit','properties':{{'subject':{{'type':'string'}},'x':{field}}}}}");
        return platform;
    }

    private static Task ReplaceAsync(TestPlatform platform, string field) =>
        platform.DraftAsync($"{{'name':'visit','properties':{{'subject':{{'type':'string'}},'x':{field}}}}}");

    private static async Task<List<Guid>> AddAsync(TestPlatform platform, params object[] values)
    {
        var ids = new List<Guid>();
        foreach (var (index, value) in values.Index())
        {
            ids.Add(await platform.AddAsync("visit", ("subject", $"visit {index}"), ("x", value)));
            platform.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        return ids;
    }
}

public sealed class SqliteConversionTests() : ConversionContract(TestDatabases.Sqlite);

public sealed class PostgreSqlConversionTests() : ConversionContract(TestDatabases.PostgreSql);
