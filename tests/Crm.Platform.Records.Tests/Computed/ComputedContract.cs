using Crm.Platform.Abstractions;
using Crm.Testing.Databases;
using Crm.Testing.Platforms;

namespace Crm.Platform.Records.Tests.Computed;

public abstract class ComputedContract(Func<Task<TestDatabase>> database)
{
    private Task<TestPlatform> StartAsync(params EntityDefinition[] entities) => TestPlatform.StartAsync(database, entities);

    [Fact]
    public async Task Formula_ReadsOverLookups_WhenTheRecordIsSaved()
    {
        await using var platform = await StartAsync(Shop.All);
        var group = await platform.AddAsync("customer", ("name", "Group"));
        var acme = await platform.AddAsync("customer", ("name", "Acme"), ("parent_id", group));

        var order = await platform.AddAsync("order", ("number", "1"), ("customer_id", acme));

        Assert.Equal("1|Acme|Group", (await platform.ReadAsync("order", order))["label"]);
    }

    [Fact]
    public async Task Formula_FollowsItsTarget_WhenThatIsRenamedMovedDeletedAndRestored()
    {
        await using var platform = await StartAsync(Shop.All);
        var (one, two) = (await platform.AddAsync("customer", ("name", "One")), await platform.AddAsync("customer", ("name", "Two")));
        var acme = await platform.AddAsync("customer", ("name", "Acme"), ("parent_id", one));
        var order = await platform.AddAsync("order", ("number", "1"), ("customer_id", acme));
        var version = (await platform.ReadAsync("order", order)).Version;

        await platform.SetAsync("customer", acme, ("name", "Acme Ltd"), ("parent_id", two));
        var moved = (await platform.ReadAsync("order", order))["label"];
        await platform.SetAsync("customer", two, ("name", "Second"));
        var renamed = (await platform.ReadAsync("order", order))["label"];
        await platform.Writer.DeleteAsync("customer", acme, null, Shop.Ann, CancellationToken.None);
        var deleted = (await platform.ReadAsync("order", order))["label"];
        await platform.Writer.RestoreAsync("customer", acme, Shop.Ann, CancellationToken.None);
        var restored = await platform.ReadAsync("order", order);

        Assert.Equal(("1|Acme Ltd|Two", "1|Acme Ltd|Second", "1||"), (moved, renamed, deleted));
        Assert.Equal("1|Acme Ltd|Second", restored["label"]);
        // Nobody changed the order: who edits it meets no conflict.
        Assert.Equal(version, restored.Version);
    }

    [Fact]
    public async Task Rollup_IsOverNothing_WhenTheRecordIsNew()
    {
        await using var platform = await StartAsync(Shop.All);

        var customer = await platform.ReadAsync("customer", await platform.AddAsync("customer", ("name", "Acme")));

        Assert.Equal((0L, 0m, null, null), (customer["orders"], customer["open_total"], customer["last_day"], customer["mean"]));
        Assert.Equal("B", customer["rating"]);
    }

    [Fact]
    public async Task Rollup_CarriesOverLevelsAndFormulas_WhenALineChanges()
    {
        await using var platform = await StartAsync(Shop.All);
        var group = await platform.AddAsync("customer", ("name", "Group"));
        var acme = await platform.AddAsync("customer", ("name", "Acme"), ("bonus", 5L), ("parent_id", group));
        var order = await platform.AddAsync("order", ("number", "1"), ("status", "open"), ("day", new DateOnly(2026, 3, 1)), ("customer_id", acme));
        var line = await platform.AddAsync("line", ("quantity", 3L), ("price", 20m), ("order_id", order));
        var before = await platform.ReadAsync("customer", acme);

        await platform.SetAsync("line", line, ("price", 50.10m));
        var after = await platform.ReadAsync("customer", acme);

        Assert.Equal((60m, "B", 0L), (before["open_total"], before["rating"], before["rated_orders"]));
        Assert.Equal((150.30m, "A", 1L, 150.30m), (after["open_total"], after["rating"], after["rated_orders"], after["mean"]));
        Assert.Equal(150.30m, (await platform.ReadAsync("customer", group))["family_total"]);
        Assert.Equal("A", (await platform.ReadAsync("order", order))["rating"]);
    }

    [Fact]
    public async Task Rollup_LeavesTheOldAndJoinsTheNew_WhenARecordMoves()
    {
        await using var platform = await StartAsync(Shop.All);
        var (from, to) = (await platform.AddAsync("customer", ("name", "From")), await platform.AddAsync("customer", ("name", "To")));
        var order = await platform.AddAsync("order", ("number", "1"), ("customer_id", from));

        await platform.SetAsync("order", order, ("customer_id", to));

        Assert.Equal((0L, 1L), ((await platform.ReadAsync("customer", from))["orders"], (await platform.ReadAsync("customer", to))["orders"]));
    }

    [Fact]
    public async Task Rollup_LeavesOutTheTrash_AndTakesBackWhatReturns()
    {
        await using var platform = await StartAsync(Shop.All);
        var acme = await platform.AddAsync("customer", ("name", "Acme"));
        var order = await platform.AddAsync("order", ("number", "1"), ("status", "open"), ("customer_id", acme));
        await platform.AddAsync("line", ("quantity", 1L), ("price", 7m), ("order_id", order));

        await platform.Writer.DeleteAsync("order", order, null, Shop.Ann, CancellationToken.None);
        var deleted = await platform.ReadAsync("customer", acme);
        await platform.Writer.RestoreAsync("order", order, Shop.Ann, CancellationToken.None);
        var restored = await platform.ReadAsync("customer", acme);

        Assert.Equal((0L, 0m), (deleted["orders"], deleted["open_total"]));
        Assert.Equal((1L, 7m), (restored["orders"], restored["open_total"]));
    }

    [Fact]
    public async Task Rollup_CountsTheRowsThatLanded_WhenOthersOfABulkAreRefused()
    {
        await using var platform = await StartAsync([Shop.Customer, Shop.Order with { Keys = [["number"]] }, Shop.Line]);
        var acme = await platform.AddAsync("customer", ("name", "Acme"));
        var inputs = Enumerable.Range(0, 500).Select(i => Shop.Input(("number", i % 100 == 3 ? "same" : $"n{i}"), ("customer_id", acme))).ToList();

        var outcomes = (await platform.Writer.CreateManyAsync("order", inputs, Shop.Ann, CancellationToken.None)).Value;

        Assert.Equal(4, outcomes.Count(o => !o.IsSuccess));
        Assert.Equal(496L, (await platform.ReadAsync("customer", acme))["orders"]);
    }

    [Fact]
    public async Task Rollup_OfManyWriters_MissesNothing()
    {
        await using var platform = await StartAsync(Shop.All);
        var acme = await platform.AddAsync("customer", ("name", "Acme"));

        await Task.WhenAll(Enumerable.Range(0, 4).Select(writer => Task.Run(async () =>
        {
            for (var i = 0; i < 10; i++)
                await platform.AddAsync("order", ("number", $"{writer}-{i}"), ("customer_id", acme));
        })));

        Assert.Equal(40L, (await platform.ReadAsync("customer", acme))["orders"]);
    }

    [Fact]
    public async Task Write_IsRefused_WhenTooMuchWouldFollow()
    {
        await using var platform = await StartAsync(Shop.All);
        var acme = await platform.AddAsync("customer", ("name", "Acme"));
        for (var i = 0; i < 21; i++)
            await platform.Writer.CreateManyAsync("order", [.. Enumerable.Range(0, 1000).Select(n => Shop.Input(("customer_id", acme)))], Shop.Ann, CancellationToken.None);

        var renamed = await platform.SetAsync("customer", acme, ("name", "Other"));

        Assert.Equal("record.consequences", Assert.IsType<Conflict>(renamed.Failure).Code);
        Assert.Equal("Acme", (await platform.ReadAsync("customer", acme))["name"]);
    }

    [Fact]
    public async Task Publish_FillsRecordsThatExist_WhenComputedFieldsAreAddedOrChanged()
    {
        await using var platform = await StartAsync(Plain(Shop.Customer), Plain(Shop.Order), Plain(Shop.Line));
        var acme = await platform.AddAsync("customer", ("name", "Acme"), ("bonus", 5L));
        var order = await platform.AddAsync("order", ("number", "1"), ("status", "open"), ("customer_id", acme));
        await platform.AddAsync("line", ("quantity", 2L), ("price", 60m), ("order_id", order));

        await platform.PublishAsync(Shop.All);
        var added = await platform.ReadAsync("customer", acme);
        await platform.PublishAsync(With(Shop.Customer, "open_total", f => f with { Rollup = f.Rollup! with { Where = "status == 'done'" } }), Shop.Order, Shop.Line);
        var changed = await platform.ReadAsync("customer", acme);

        Assert.Equal((120m, "A", 1L, 1L), (added["open_total"], added["rating"], added["rated_orders"], added["orders"]));
        Assert.Equal((0m, "B", 0L, 1L), (changed["open_total"], changed["rating"], changed["rated_orders"], changed["orders"]));
        Assert.Equal("1|Acme|", (await platform.ReadAsync("order", order))["label"]);
    }

    [Fact]
    public async Task Formula_IsRoundedToItsField_WhenItHasMoreDigits()
    {
        await using var platform = await StartAsync(new EntityDefinition("part", [new("price", FieldKinds.Money) { Scale = 2 }, new("third", FieldKinds.Money) { Scale = 2, Formula = "price / 3" }]));

        var part = await platform.AddAsync("part", ("price", 10m));

        Assert.Equal(3.33m, (await platform.ReadAsync("part", part))["third"]);
    }

    private static EntityDefinition Plain(EntityDefinition entity) => entity with { Fields = [.. entity.Fields.Where(f => !f.IsComputed)] };

    private static EntityDefinition With(EntityDefinition entity, string field, Func<FieldDefinition, FieldDefinition> change) =>
        entity with { Fields = [.. entity.Fields.Select(f => f.Name == field ? change(f) : f)] };
}

public sealed class SqliteComputedTests() : ComputedContract(TestDatabases.Sqlite);

public sealed class PostgreSqlComputedTests() : ComputedContract(TestDatabases.PostgreSql);
