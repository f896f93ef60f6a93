using Crm.Platform.Abstractions;
using Crm.Platform.Expressions.Syntax;
using Crm.Platform.Records.Reading;
using Crm.Platform.Records.Tests.Rights;
using Crm.Testing.Databases;
using Crm.Testing.Platforms;

namespace Crm.Platform.Records.Tests.Computed;

public abstract class VirtualContract(Func<Task<TestDatabase>> database)
{
    private Task<TestPlatform> StartAsync(params EntityDefinition[] entities) => TestPlatform.StartAsync(database, entities);

    [Fact]
    public async Task Virtual_IsReadWithEveryRecord_AndFollowsTheClock()
    {
        await using var platform = await StartAsync(Site, Visit);
        var site = await platform.AddAsync("site", ("name", "Harbour"), ("region", "north"));

        var made = (await platform.Writer.CreateAsync("visit", Shop.Input(("subject", "A"), ("day", new DateOnly(2026, 3, 16)), ("site_id", site)), Shop.Ann, CancellationToken.None)).Value;
        platform.Clock.Advance(TimeSpan.FromDays(2));
        var read = await platform.ReadAsync("visit", made.Id);

        Assert.Equal((false, "Harbour (north)"), (made["late"], made["place"]));
        Assert.Equal((true, "Harbour (north)"), (read["late"], read["place"]));
    }

    [Fact]
    public async Task Virtual_FiltersSortsAndExpands_AsAStoredFieldDoes()
    {
        await using var platform = await StartAsync(Site, Visit);
        foreach (var name in (string[])["B", "A", "C"])
            await platform.AddAsync("visit", ("subject", name), ("guests", name == "C" ? null : 2L), ("site_id", await platform.AddAsync("site", ("name", name), ("region", "x"))));
        var query = new RecordQuery("visit") { Filter = ExpressionParser.Parse("twice == 4 && site.label != 'nothing'").Value, Sort = [new RecordSort("place", Descending: true)], Expand = ["site"] };

        var page = (await platform.Reader.QueryAsync(query, Shop.Ann, CancellationToken.None)).Value;

        Assert.Equal([("B (x)", "B (x)", 4L), ("A (x)", "A (x)", 4L)], page.Rows.Select(r => (r.Record["place"], r.Target("site")!["label"], r.Record["twice"])));
        Assert.Equal(2, (await platform.Reader.CountAsync(query, Shop.Ann, CancellationToken.None)).Value);
    }

    [Fact]
    public async Task Virtual_FeedsStoredFormulasAndRollups_WhichStayFresh()
    {
        await using var platform = await StartAsync(
            Site with { Fields = Site.Fields.Add(new("busy", FieldKinds.Integer) { Rollup = new("visit", "site_id", RollupFunction.Count, null, "twice > 5") }) },
            Visit with { Fields = Visit.Fields.Add(new("kept", FieldKinds.Text) { Formula = "`at ${place}`" }) });
        var site = await platform.AddAsync("site", ("name", "Harbour"), ("region", "n"));
        var visit = await platform.AddAsync("visit", ("subject", "A"), ("guests", 3L), ("site_id", site));

        await platform.SetAsync("site", site, ("region", "s"));

        Assert.Equal("at Harbour (s)", (await platform.ReadAsync("visit", visit))["kept"]);
        Assert.Equal(1L, (await platform.ReadAsync("site", site))["busy"]);
    }

    [Fact]
    public async Task Virtual_IsReadByRoles_ThatDoNotSeeEveryField()
    {
        await using var platform = await StartAsync();
        await platform.PublishAsync(["""{"name":"clerk","entities":{"*":{"create":true,"read":true},"visit":{"create":true,"read":true,"fields":{"guests":"hidden"}}}}"""], Site, Visit);
        var caller = Company.With(Guid.CreateVersion7(), "clerk");
        var site = await platform.AddAsync("site", ("name", "Harbour"), ("region", "north"));

        var made = (await platform.Writer.CreateAsync("visit", Shop.Input(("subject", "A"), ("day", new DateOnly(2020, 1, 1)), ("site_id", site)), caller, CancellationToken.None)).Value;
        var found = (await platform.Reader.FindAsync("visit", made.Id, caller, CancellationToken.None)).Value;
        var listed = (await platform.Reader.QueryAsync(new RecordQuery("visit"), caller, CancellationToken.None)).Value.Rows.Single().Record;

        Assert.All([made, found, listed], record => Assert.Equal(("A", true, "Harbour (north)", -1), (record["subject"], record["late"], record["place"], record.Layout.SlotOf("twice"))));
    }

    [Fact]
    public async Task Virtual_OverAHiddenField_IsReadFilteredAndSorted_WhereARoleOpensItByName()
    {
        await using var platform = await StartAsync();
        await platform.PublishAsync(["""{"name":"clerk","entities":{"visit":{"read":true,"fields":{"guests":"hidden","twice":"read","place":"read"}},"site":{"read":true,"fields":{"region":"hidden"}}}}"""], Site, Visit);
        foreach (var (name, guests) in new[] { ("A", 1L), ("B", 3L), ("C", 2L) })
            await platform.AddAsync("visit", ("subject", name), ("guests", guests), ("site_id", await platform.AddAsync("site", ("name", name), ("region", "x"))));
        var query = new RecordQuery("visit") { Filter = ExpressionParser.Parse("twice > 2 && place != 'x'").Value, Sort = [new RecordSort("twice", Descending: true)] };

        var page = await platform.Reader.QueryAsync(query, Company.With(Guid.CreateVersion7(), "clerk"), CancellationToken.None);

        Assert.Null(page.Failure);
        Assert.Equal([("B", 6L, "B (x)"), ("C", 4L, "C (x)")], page.Value.Rows.Select(r => (r.Record["subject"], r.Record["twice"], r.Record["place"])));
    }

    [Fact]
    public async Task Publish_FillsAFormula_WhenItIsStoredFromNowOn()
    {
        await using var platform = await StartAsync(Site, Visit);
        var visit = await platform.AddAsync("visit", ("subject", "A"), ("guests", 3L));

        await platform.PublishAsync(Site, Visit with { Fields = [.. Visit.Fields.Select(f => f.Name == "twice" ? f with { IsVirtual = false } : f)] });
        var stored = (await platform.ReadAsync("visit", visit))["twice"];
        await platform.PublishAsync(Site, Visit);

        Assert.Equal(6L, stored);
        Assert.Equal(6L, (await platform.ReadAsync("visit", visit))["twice"]);
    }

    private static EntityDefinition Site => TestEntities.Site with { Fields = TestEntities.Site.Fields.Add(new("label", FieldKinds.Text) { Formula = "`${name} (${region})`", IsVirtual = true }) };

    private static EntityDefinition Visit => TestEntities.Visit with
    {
        Fields =
        [
            .. TestEntities.Visit.Fields,
            new FieldDefinition("twice", FieldKinds.Integer) { Formula = "guests * 2", IsVirtual = true },
            new FieldDefinition("late", FieldKinds.Boolean) { Formula = "day < today()", IsVirtual = true },
            new FieldDefinition("place", FieldKinds.Text) { Formula = "site.label", IsVirtual = true },
        ],
    };
}

public sealed class SqliteVirtualTests() : VirtualContract(TestDatabases.Sqlite);

public sealed class PostgreSqlVirtualTests() : VirtualContract(TestDatabases.PostgreSql);
