using Crm.Platform.Abstractions;
using Crm.Testing.Databases;
using Crm.Testing.Platforms;

namespace Crm.Platform.Records.Tests.Rights;

/// <summary>A default that copies what its sender may not see would show it in a field the sender may see.</summary>
public abstract class DefaultSecrecyContract(Func<Task<TestDatabase>> database)
{
    private static readonly EntityDefinition Depot = new("depot",
    [
        new("name", FieldKinds.Text) { Title = "Name", Required = true },
        new("rent", FieldKinds.Integer) { Title = "Rent" },
        new("double_rent", FieldKinds.Integer) { Title = "Double rent", Formula = "rent * 2" },
        new("parent_id", FieldKinds.Lookup) { Title = "Part of", Lookup = "depot" },
    ])
    { DisplayField = "name" };

    private static readonly EntityDefinition Stay = new("stay",
    [
        new("subject", FieldKinds.Text) { Title = "Subject", Required = true },
        new("depot_id", FieldKinds.Lookup) { Title = "Depot", Lookup = "depot" },
        new("place", FieldKinds.Text) { Title = "Place", DefaultFormula = "depot.name" },
        new("price", FieldKinds.Integer) { Title = "Price", DefaultFormula = "depot.rent + 1" },
        new("limit", FieldKinds.Integer) { Title = "Limit", DefaultFormula = "(depot.double_rent ?? 0) + 1" },
        new("origin", FieldKinds.Text) { Title = "Origin", DefaultFormula = "depot.parent.name ?? 'nowhere'" },
        new("note", FieldKinds.Text) { Title = "Note", DefaultFormula = "`costs ${price}`" },
    ])
    { DisplayField = "subject" };

    /// <summary>Sees the own depots without their rent.</summary>
    private const string Guest = """{"name":"guest","entities":{"stay":{"create":true,"read":true},"depot":{"create":true,"read":"own","fields":{"rent":"hidden"}}}}""";

    /// <summary>As <see cref="Guest"/>, and does not see prices either.</summary>
    private const string Blind = """{"name":"blind","entities":{"stay":{"create":true,"read":true,"fields":{"price":"hidden"}},"depot":{"create":true,"read":true,"fields":{"rent":"hidden"}}}}""";

    [Fact]
    public async Task Default_StaysEmpty_WhenItReadsAFieldHiddenFromTheSender()
    {
        await using var platform = await StartAsync();
        var depot = await HersAsync(platform, ("rent", 40L));

        var told = await AddAsync(platform, "stay", Ann, ("subject", "A"), ("depot_id", depot.Id));
        var bulk = await platform.Writer.CreateManyAsync("stay", [Company.Input(("subject", "B"), ("depot_id", depot.Id))], Ann, CancellationToken.None);
        var own = await AddAsync(platform, "stay", Caller.Platform, ("subject", "C"), ("depot_id", depot.Id));

        Assert.Equal(("North", null, null), (told["place"], told["price"], told["limit"]));
        foreach (var id in new[] { told.Id, bulk.Value[0].Value })
            Assert.Equal((null, null), (await ReadAsync(platform, id) is var kept ? kept["price"] : 0, kept["limit"]));
        Assert.Equal((41L, 81L), (own["price"], own["limit"]));
    }

    [Fact]
    public async Task Default_IsWhatTheSenderGives_WhereItWouldStayEmpty()
    {
        await using var platform = await StartAsync();
        var depot = await HersAsync(platform, ("rent", 40L));

        Assert.Equal(7L, (await AddAsync(platform, "stay", Ann, ("subject", "A"), ("depot_id", depot.Id), ("price", 7L)))["price"]);
    }

    [Fact]
    public async Task Default_StaysEmpty_WhenItReadsARecordOutOfTheSendersReach()
    {
        await using var platform = await StartAsync();
        var secret = await AddAsync(platform, "depot", Caller.Platform, ("name", "Secret"));
        var hers = await HersAsync(platform, ("parent_id", secret.Id));
        var alone = await AddAsync(platform, "depot", Ann, ("name", "South"));

        var told = await AddAsync(platform, "stay", Ann, ("subject", "A"), ("depot_id", hers.Id));
        var bulk = await platform.Writer.CreateManyAsync("stay", [Company.Input(("subject", "B"), ("depot_id", hers.Id))], Ann, CancellationToken.None);
        var plain = await AddAsync(platform, "stay", Ann, ("subject", "C"), ("depot_id", alone.Id));
        var whole = await AddAsync(platform, "stay", Caller.Platform, ("subject", "D"), ("depot_id", hers.Id));

        Assert.Null(told["origin"]);
        Assert.Null((await ReadAsync(platform, bulk.Value[0].Value))["origin"]);
        Assert.Equal(("nowhere", "Secret"), (plain["origin"], whole["origin"]));
    }

    [Fact]
    public async Task Default_IsSet_WhereItsFieldIsHiddenFromTheSenderToo_AndIsCopiedNoFurther()
    {
        await using var platform = await StartAsync();
        var depot = await AddAsync(platform, "depot", Caller.Platform, ("name", "North"), ("rent", 40L));

        var told = await AddAsync(platform, "stay", With("blind"), ("subject", "A"), ("depot_id", depot.Id));
        var kept = await ReadAsync(platform, told.Id);

        Assert.Equal(-1, told.Layout.SlotOf("price"));
        Assert.Null(told["note"]);
        Assert.Equal((41L, null, null), (kept["price"], kept["limit"], kept["note"]));
    }

    private static Caller Ann { get; } = With("guest");

    private static Caller With(string role) => Company.With(Guid.CreateVersion7(), role);

    /// <summary>A depot of Ann's with something she does not see.</summary>
    private static async Task<Record> HersAsync(TestPlatform platform, (string Field, object? Value) secret) => (await platform.Writer.UpdateAsync(
        "depot", (await AddAsync(platform, "depot", Ann, ("name", "North"))).Id, Company.Input(secret), null, Caller.Platform, CancellationToken.None)).Value;

    private static async Task<Record> AddAsync(TestPlatform platform, string entity, Caller caller, params (string Field, object? Value)[] values) =>
        (await platform.Writer.CreateAsync(entity, Company.Input(values), caller, CancellationToken.None)).Value;

    private static async Task<Record> ReadAsync(TestPlatform platform, Guid id) => (await platform.Reader.FindAsync("stay", id, Caller.Platform, CancellationToken.None)).Value;

    private async Task<TestPlatform> StartAsync()
    {
        var platform = await TestPlatform.StartAsync(database);
        await platform.PublishAsync([Guest, Blind], Depot, Stay);
        return platform;
    }
}

public sealed class SqliteDefaultSecrecyTests() : DefaultSecrecyContract(TestDatabases.Sqlite);

public sealed class PostgreSqlDefaultSecrecyTests() : DefaultSecrecyContract(TestDatabases.PostgreSql);
