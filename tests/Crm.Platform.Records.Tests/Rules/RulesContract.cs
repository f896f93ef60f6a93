using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Definitions;
using Crm.Platform.Records.Importing.Mapping;
using Crm.Platform.Records.Tests.Computed;
using Crm.Platform.Records.Tests.Importing;
using Crm.Testing.Databases;
using Crm.Testing.Platforms;

namespace Crm.Platform.Records.Tests.Rules;

public abstract class RulesContract(Func<Task<TestDatabase>> database)
{
    private static readonly RuleDefinition AmountNeeded = new("amount_needed", "visit", "status == 'won' && amount == null", "A won visit needs an amount.") { Field = "amount" };
    private static readonly RuleDefinition RegionOpen = new("region_open", "visit", "site.region == 'closed'", "This region is closed.") { Field = "site_id" };

    private Task<TestPlatform> StartAsync(params EntityDefinition[] entities) => TestPlatform.StartAsync(database, entities);

    [Fact]
    public async Task Create_IsRefusedAtTheField_WhenARuleForbidsIt()
    {
        await using var platform = await RuledAsync(AmountNeeded);

        var refused = await platform.Writer.CreateAsync("visit", Shop.Input(("subject", "A"), ("status", "won")), Shop.Ann, CancellationToken.None);
        var fine = await platform.Writer.CreateAsync("visit", Shop.Input(("subject", "A"), ("status", "won"), ("amount", 5m)), Shop.Ann, CancellationToken.None);
        var unknown = await platform.Writer.CreateAsync("visit", Shop.Input(("subject", "A"), ("status", null)), Shop.Ann, CancellationToken.None);

        Assert.Equal(new Problem("amount", "rule.amount_needed", "A won visit needs an amount."), Assert.Single(Assert.IsType<Invalid>(refused.Failure).Problems));
        Assert.True(fine.IsSuccess && unknown.IsSuccess);
    }

    [Fact]
    public async Task Update_IsRefused_WhenTheWholeRecordWouldBreakARule()
    {
        await using var platform = await RuledAsync(AmountNeeded);
        var visit = await platform.AddAsync("visit", ("subject", "A"), ("amount", 5m), ("status", "won"));

        var refused = await platform.SetAsync("visit", visit, ("amount", null));

        Assert.Equal(["rule.amount_needed"], Assert.IsType<Invalid>(refused.Failure).Problems.Select(p => p.Code));
        Assert.Equal(5m, (await platform.ReadAsync("visit", visit))["amount"]);
    }

    [Fact]
    public async Task Rule_LooksAtOtherRecords_AtCreateMoveAndInBulk()
    {
        await using var platform = await RuledAsync(RegionOpen);
        var (open, closed) = (await platform.AddAsync("site", ("name", "A"), ("region", "open")), await platform.AddAsync("site", ("name", "B"), ("region", "closed")));
        var visit = await platform.AddAsync("visit", ("subject", "A"), ("site_id", open));

        var moved = await platform.SetAsync("visit", visit, ("site_id", closed));
        var bulk = await platform.Writer.CreateManyAsync("visit", [.. Enumerable.Range(0, 6).Select(i => Shop.Input(("subject", "x"), ("site_id", i % 3 == 0 ? closed : open)))], Shop.Ann, CancellationToken.None);

        Assert.Equal(("site_id", "rule.region_open"), Assert.IsType<Invalid>(moved.Failure).Problems.Select(p => (p.Path, p.Code)).Single());
        Assert.Equal([false, true, true, false, true, true], bulk.Value.Select(o => o.IsSuccess));
    }

    [Fact]
    public async Task Rules_AreAllTold_WithTheOtherProblems()
    {
        await using var platform = await RuledAsync(AmountNeeded, new RuleDefinition("no_name", "visit", "code == 'x' || guests < 0", "No."));

        var refused = await platform.Writer.CreateAsync("visit", Shop.Input(("status", "won"), ("guests", -1L)), Shop.Ann, CancellationToken.None);

        Assert.Equal([("", "rule.no_name"), ("amount", "rule.amount_needed"), ("subject", "field.required")], Assert.IsType<Invalid>(refused.Failure).Problems.Select(p => (p.Path, p.Code)).Order());
    }

    [Fact]
    public async Task Rule_ReadsFormulas_AsTheyWillBeSaved()
    {
        await using var platform = await StartAsync(Shop.All);
        await platform.PublishAsync([Shop.Customer, Shop.Order, Shop.Line], [new RuleDefinition("too_much", "line", "amount > 100", "Too much.")], []);

        var refused = await platform.Writer.CreateAsync("line", Shop.Input(("quantity", 3L), ("price", 50m)), Shop.Ann, CancellationToken.None);

        Assert.Equal(["rule.too_much"], Assert.IsType<Invalid>(refused.Failure).Problems.Select(p => p.Code));
    }

    [Fact]
    public async Task Import_TellsTheReasonOfEachRow_WhenARuleForbidsIt()
    {
        await using var platform = await RuledAsync(AmountNeeded);

        var import = await platform.ImportAsync("Subject,Status,Amount\nA,Won,5\nB,Won,\n", new ImportMapping("visit"));

        Assert.Equal((1, 1), (import.Created, import.Refused));
        Assert.Contains("A won visit needs an amount.", await platform.ErrorsAsync(import.Id), StringComparison.Ordinal);
    }

    private async Task<TestPlatform> RuledAsync(params RuleDefinition[] rules)
    {
        var platform = await StartAsync(TestEntities.Site, TestEntities.Visit);
        await platform.PublishAsync([TestEntities.Site, TestEntities.Visit], rules, []);
        return platform;
    }
}

public sealed class SqliteRulesTests() : RulesContract(TestDatabases.Sqlite);

public sealed class PostgreSqlRulesTests() : RulesContract(TestDatabases.PostgreSql);
