using Crm.Platform.Abstractions;
using Crm.Platform.Records.Tests.Computed;
using Crm.Platform.Records.Writing;
using Crm.Platform.Records.Writing.Upserts;
using Crm.Testing.Databases;
using Crm.Testing.Platforms;

namespace Crm.Platform.Records.Tests.Writing;

public abstract class UpsertContract(Func<Task<TestDatabase>> database)
{
    private const string OwnOnly = """{"name":"rep","entities":{"item":{"create":true,"read":"own","update":"own"}}}""";

    private static EntityDefinition Item => new("item",
    [
        new("code", FieldKinds.Text) { Title = "Code", MaxLength = 10 },
        new("number", FieldKinds.Integer) { Title = "Number" },
        new("day", FieldKinds.Date) { Title = "Day" },
        new("name", FieldKinds.Text) { Title = "Name", Required = true },
    ])
    { Title = "Item", PluralTitle = "Items", DisplayField = "name", Keys = [["code"], ["number", "day"]] };

    [Fact]
    public async Task Upsert_GoesByAllFieldsOfTheKey()
    {
        await using var platform = await TestPlatform.StartAsync(database, Item);
        var day = new DateOnly(2026, 5, 1);
        var there = await platform.AddAsync("item", ("number", 1L), ("day", day), ("name", "One"));

        var outcomes = await RunAsync(platform, Shop.Ann, ["day", "number"],
            Shop.Input(("number", 1L), ("day", day), ("name", "Uno")), Shop.Input(("number", 1L), ("day", day.AddDays(1)), ("name", "Other")), Shop.Input(("number", 2L), ("name", "No day")));

        Assert.Equal([(true, false), (true, true), (false, false)], outcomes.Select(o => (o.IsSuccess, o.IsSuccess && o.Value.Created)));
        Assert.Equal(there, outcomes[0].Value.Id);
        Assert.Equal("Uno", (await platform.ReadAsync("item", there))["name"]);
        Assert.Equal("upsert.key", Assert.IsType<Invalid>(outcomes[2].Failure).Code);
    }

    [Fact]
    public async Task Upsert_FindsHundreds_ByAKeyOfSeveralFields()
    {
        await using var platform = await TestPlatform.StartAsync(database, Item);
        RecordInput[] Rows(string name) => [.. Enumerable.Range(0, 250).Select(i => Shop.Input(("number", (long)(i % 20)), ("day", new DateOnly(2026, 1, 1).AddDays(i)), ("name", name)))];

        var made = await RunAsync(platform, Shop.Ann, ["number", "day"], Rows("First"));
        var changed = await RunAsync(platform, Shop.Ann, ["number", "day"], Rows("Second"));

        Assert.All(made, o => Assert.True(o.Value.Created));
        Assert.All(changed, o => Assert.False(o.Value.Created));
        Assert.Equal(made.Select(o => o.Value.Id), changed.Select(o => o.Value.Id));
    }

    [Fact]
    public async Task Upsert_KeepsOtherLettersApart_AsTheIndexDoes()
    {
        await using var platform = await TestPlatform.StartAsync(database, Item);
        var there = await platform.AddAsync("item", ("code", "Äb"), ("name", "Big"));

        var outcomes = await RunAsync(platform, Shop.Ann, ["code"], Shop.Input(("code", "äb"), ("name", "Small")), Shop.Input(("code", "ÄB"), ("name", "Same")));

        Assert.Equal([true, false], outcomes.Select(o => o.Value.Created));
        Assert.Equal(there, outcomes[1].Value.Id);
    }

    [Fact]
    public async Task Upsert_OfARecordOutOfReach_TellsOnlyThatTheKeyIsTaken()
    {
        await using var platform = await TestPlatform.StartAsync(database);
        await platform.PublishAsync([OwnOnly], Item);
        var other = (await platform.Writer.CreateAsync("item", Shop.Input(("code", "X"), ("name", "Secret")), Shop.Ann with { UserId = Guid.CreateVersion7() }, CancellationToken.None)).Value.Id;

        var outcomes = await RunAsync(platform, Shop.Ann with { Roles = RoleSet.Of("rep") }, ["code"], Shop.Input(("code", "x"), ("name", "Mine")), Shop.Input(("code", "y"), ("name", "New")));

        Assert.Equal("record.unique", Assert.IsType<Conflict>(outcomes[0].Failure).Code);
        Assert.True(outcomes[1].IsSuccess);
        Assert.Equal("Secret", (await platform.ReadAsync("item", other))["name"]);
    }

    [Fact]
    public async Task Upsert_ChangesWhatIsThere_WhenItsSenderMayNotCreate()
    {
        await using var platform = await TestPlatform.StartAsync(database);
        await platform.PublishAsync(["""{"name":"editor","entities":{"item":{"read":true,"update":true}}}"""], Item);
        var there = await platform.AddAsync("item", ("code", "X"), ("name", "Old"));
        var editor = Shop.Ann with { Roles = RoleSet.Of("editor") };

        var outcomes = await RunAsync(platform, editor, ["code"], Shop.Input(("code", "x"), ("name", "New")), Shop.Input(("code", "y"), ("name", "Other")));
        var none = await platform.Get<IRecordUpsert>().RunAsync("item", ["code"], [Shop.Input(("code", "z"), ("name", "Other"))], editor, CancellationToken.None);

        Assert.Equal([null, "access.create"], outcomes.Select(o => o.Failure?.Code));
        Assert.Equal("New", (await platform.ReadAsync("item", there))["name"]);
        Assert.IsType<Forbidden>(none.Failure);
    }

    [Fact]
    public async Task Upsert_IsRefused_WhenTheFieldsAreNoKey()
    {
        await using var platform = await TestPlatform.StartAsync(database, Item);

        var outcome = await platform.Get<IRecordUpsert>().RunAsync("item", ["number"], [], Shop.Ann, CancellationToken.None);

        Assert.Equal("record.key", Assert.IsType<Invalid>(outcome.Failure).Code);
    }

    private static async Task<IReadOnlyList<Result<Upserted>>> RunAsync(TestPlatform platform, Caller caller, string[] key, params RecordInput[] inputs) =>
        (await platform.Get<IRecordUpsert>().RunAsync("item", [.. key], inputs, caller, CancellationToken.None)).Value;
}

public sealed class SqliteUpsertTests() : UpsertContract(TestDatabases.Sqlite);

public sealed class PostgreSqlUpsertTests() : UpsertContract(TestDatabases.PostgreSql);
