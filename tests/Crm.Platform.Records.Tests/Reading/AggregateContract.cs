using System.Collections.Immutable;
using System.Globalization;
using Crm.Platform.Abstractions;
using Crm.Platform.Expressions.Syntax;
using Crm.Platform.Records.Reading;
using Crm.Platform.Records.Reading.Aggregates;
using Crm.Platform.Records.Writing;
using Crm.Testing.Databases;
using Crm.Testing.Platforms;

namespace Crm.Platform.Records.Tests.Reading;

/// <summary>What groups and sums of records are, whatever the database.</summary>
public abstract class AggregateContract(Func<Task<TestDatabase>> database)
{
    private static readonly Caller Ann = new(Guid.CreateVersion7(), CallerRights.Read | CallerRights.Write);

    private static readonly Aggregate Count = new("n", AggregateFunction.Count);

    [Theory]
    [InlineData("status", "open 3, won 3")]
    [InlineData("guests", "- 2, 1 1, 2 3")]
    [InlineData("day", "- 1, 2026-01-31 2, 2026-02-01 3")]
    [InlineData("starts_at", "- 4, 2026-03-01T10:30:00 2")]
    [InlineData("done", "- 2, False 1, True 3")]
    [InlineData("at", "- 4, 09:30 2")]
    [InlineData("amount", "- 1, 0.10 2, 0.20 1, 12.50 1, 12.60 1")]
    [InlineData("double", "- 1, 0.20 2, 0.40 1, 25.00 1, 25.20 1")]
    [InlineData("site.name", "- 1, North 3, South 2")]
    [InlineData("site.parent.name", "- 2, North 2, World 2")]
    [InlineData("place.city", "- 3, Oslo 2, Rome 1")]
    [InlineData("site.place.city", "- 4, Bonn 2")]
    public async Task Groups_AreThoseOfTheKey_WithUnsetAsOne(string key, string expected)
    {
        await using var platform = await FilledAsync();

        Assert.Equal(expected, await GroupsAsync(platform, new AggregateQuery(new("visit")) { Keys = [key], Aggregates = [Count] }));
    }

    [Fact]
    public async Task Groups_TakeSpellingsTogether_AndShowTheFirstByCodePoint()
    {
        await using var platform = await FilledAsync();

        // Spelt "alpha", "ALPHA" and "Alpha"; capitals come before small letters. É and é are two letters.
        Assert.Equal("ALPHA 3, beta 1, \u00c9 1, \u00e9 1", await GroupsAsync(platform, new AggregateQuery(new("visit")) { Keys = ["subject"], Aggregates = [Count] }));
        Assert.Equal("- 1, ASIA 3, Europe 2", await GroupsAsync(platform, new AggregateQuery(new("visit")) { Keys = ["site.region"], Aggregates = [Count] }));
    }

    [Theory]
    [InlineData(AggregateFunction.Sum, "amount", "25.50")]
    [InlineData(AggregateFunction.Average, "amount", "5.10")]
    [InlineData(AggregateFunction.Min, "amount", "0.10")]
    [InlineData(AggregateFunction.Max, "amount", "12.60")]
    [InlineData(AggregateFunction.CountDistinct, "amount", "4")]
    [InlineData(AggregateFunction.Sum, "double", "51.00")]
    [InlineData(AggregateFunction.Sum, "guests", "7")]
    [InlineData(AggregateFunction.Average, "guests", "1.75")]
    [InlineData(AggregateFunction.Max, "day", "2026-02-01")]
    [InlineData(AggregateFunction.Min, "starts_at", "2026-03-01T10:30:00")]
    [InlineData(AggregateFunction.Min, "at", "09:30")]
    [InlineData(AggregateFunction.CountDistinct, "subject", "4")]
    [InlineData(AggregateFunction.CountDistinct, "site.region", "2")]
    [InlineData(AggregateFunction.CountDistinct, "site_id", "3")]
    [InlineData(AggregateFunction.CountDistinct, "done", "2")]
    [InlineData(AggregateFunction.Sum, "site.fee", "2.50")]
    [InlineData(AggregateFunction.Average, "site.fee", "0.625")]
    [InlineData(AggregateFunction.Max, "site.fee", "1.25")]
    public async Task Aggregate_IsExact_AndLeavesOutWhatIsUnset(AggregateFunction function, string field, string expected)
    {
        await using var platform = await FilledAsync();

        Assert.Equal(expected, await GroupsAsync(platform, new AggregateQuery(new("visit")) { Aggregates = [new("x", function, field)] }));
    }

    [Fact]
    public async Task Average_HasTheDigitsItTakes()
    {
        await using var platform = await FilledAsync();

        var page = await ReadAsync(platform, new AggregateQuery(new("visit")) { Keys = ["status"], Aggregates = [new("mean", AggregateFunction.Average, "amount"), new("total", AggregateFunction.Sum, "amount")] });

        Assert.Equal([12.7m / 2, 12.8m / 3], page.Rows.Select(r => r[1]));
        Assert.Equal([12.70m, 12.80m], page.Rows.Select(r => r[2]));
    }

    [Fact]
    public async Task Aggregate_OfNothing_IsNullAndCountsZero()
    {
        await using var platform = await FilledAsync();
        var none = new RecordQuery("visit") { Filter = ExpressionParser.Parse("subject == 'nobody'").Value };
        ImmutableArray<Aggregate> all =
        [
            Count, new("different", AggregateFunction.CountDistinct, "subject"), new("sum", AggregateFunction.Sum, "amount"), new("mean", AggregateFunction.Average, "amount"), new("least", AggregateFunction.Min, "day"),
        ];

        Assert.Equal("0 0 - - -", await GroupsAsync(platform, new AggregateQuery(none) { Aggregates = all }));
        Assert.Equal("", await GroupsAsync(platform, new AggregateQuery(none) { Keys = ["status"], Aggregates = all }));
        Assert.Equal("- 1 - -", await GroupsAsync(platform, new AggregateQuery(new("visit") { Filter = ExpressionParser.Parse("amount == null").Value }) { Keys = ["day"], Aggregates = [Count, all[2], all[3]] }));
    }

    [Theory]
    [InlineData("n > 2", "ASIA")]
    [InlineData("total == 0.2", "-")]
    [InlineData("total > 12.599", "ASIA,Europe")]
    [InlineData("total >= 12.601", "Europe")]
    [InlineData("total < 12.601", "-,ASIA")]
    [InlineData("total == 12.601", "")]
    [InlineData("total != 12.601", "-,ASIA,Europe")]
    [InlineData("12.5 < mean", "")]
    [InlineData("mean == 6.35", "Europe")]
    [InlineData("mean > 6.2999999", "ASIA,Europe")]
    [InlineData("mean > 6.4", "")]
    [InlineData("guests == null", "-")]
    [InlineData("!(guests in [3, 4])", "")]
    [InlineData("last >= '2026-02-01' || n == 1", "-,ASIA,Europe")]
    [InlineData("n > 1 && site.region == 'europe'", "Europe")]
    [InlineData("contains(site.region, 'SI')", "ASIA")]
    public async Task Having_KeepsTheGroupsThatMeetIt(string having, string expected)
    {
        await using var platform = await FilledAsync();
        var condition = ExpressionParser.Parse(having).Value;
        if (having.StartsWith("last", StringComparison.Ordinal))
            condition = new BinaryNode(BinaryOperator.Or, new BinaryNode(BinaryOperator.GreaterOrEqual, new PathNode(["last"]), new LiteralNode(new DateOnly(2026, 2, 1))), ((BinaryNode)condition).Right);
        var query = new AggregateQuery(new("visit"))
        {
            Keys = ["site.region"],
            Aggregates = [Count, new("total", AggregateFunction.Sum, "amount"), new("mean", AggregateFunction.Average, "amount"), new("guests", AggregateFunction.Sum, "guests"), new("last", AggregateFunction.Max, "day")],
            Having = condition,
        };

        var page = await ReadAsync(platform, query);

        Assert.Equal(expected, string.Join(',', page.Rows.Select(r => Text(r[0]))));
        Assert.Equal(page.Rows.Length, (await Reader(platform).CountAsync(query, Ann, CancellationToken.None)).Value);
    }

    [Theory]
    [InlineData("n", true, "ASIA 3,Europe 2,- 1")]
    [InlineData("total", false, "- 1,ASIA 3,Europe 2")]
    [InlineData("mean", true, "Europe 2,ASIA 3,- 1")]
    [InlineData("site.region", true, "Europe 2,ASIA 3,- 1")]
    [InlineData("last", false, "- 1,ASIA 3,Europe 2")]
    public async Task Groups_AreSortedByAnyOfTheirValues(string field, bool descending, string expected)
    {
        await using var platform = await FilledAsync();
        var query = new AggregateQuery(new("visit"))
        {
            Keys = ["site.region"],
            Aggregates = [Count, new("total", AggregateFunction.Sum, "amount"), new("mean", AggregateFunction.Average, "amount"), new("last", AggregateFunction.Min, "starts_at")],
            Sort = [new(field, descending)],
        };

        Assert.Equal(expected, string.Join(',', (await ReadAsync(platform, query)).Rows.Select(r => $"{Text(r[0])} {r[1]}")));
    }

    [Fact]
    public async Task Pages_GiveEveryGroupOnce()
    {
        await using var platform = await FilledAsync();
        var query = new AggregateQuery(new("visit")) { Keys = ["subject", "status"], Aggregates = [Count], Sort = [new("n")], Top = 2 };
        var all = await GroupsAsync(platform, query with { Top = 1000 });
        var seen = new List<string>();

        for (var more = true; more;)
        {
            var page = await ReadAsync(platform, query with { Skip = seen.Count });
            seen.AddRange(page.Rows.Select(r => string.Join(' ', r.Select(Text))));
            more = page.HasMore;
        }

        Assert.Equal(all, string.Join(", ", seen));
        Assert.Equal(seen.Count, (await Reader(platform).CountAsync(query, Ann, CancellationToken.None)).Value);
    }

    [Fact]
    public async Task Aggregate_CountsWhatTheQueryFinds_AndNoTrash()
    {
        await using var platform = await FilledAsync();
        var beta = (await platform.Reader.QueryAsync(new RecordQuery("visit") { Filter = ExpressionParser.Parse("subject == 'beta'").Value }, Ann, CancellationToken.None)).Value.Rows[0].Record.Id;
        await platform.Writer.DeleteAsync("visit", beta, null, Ann, CancellationToken.None);

        Assert.Equal("5", await GroupsAsync(platform, new AggregateQuery(new("visit")) { Aggregates = [Count] }));
        Assert.Equal("1", await GroupsAsync(platform, new AggregateQuery(new("visit") { Trashed = true }) { Aggregates = [Count] }));
        Assert.Equal("3", await GroupsAsync(platform, new AggregateQuery(new("visit") { Search = "alph" }) { Aggregates = [Count] }));
        Assert.Equal("2", await GroupsAsync(platform, new AggregateQuery(new("visit") { Filter = ExpressionParser.Parse("site.name == 'south'").Value }) { Aggregates = [Count] }));
    }

    [Fact]
    public async Task Sum_IsRefused_WhenItIsLargerThanTheDatabaseComputes()
    {
        await using var platform = await FilledAsync();
        for (var i = 0; i < 2; i++)
            await CreateAsync(platform, "site", ("name", "Large"), ("people", long.MaxValue / 4 * 3));

        var page = await Reader(platform).QueryAsync(new AggregateQuery(new("site")) { Aggregates = [new("x", AggregateFunction.Sum, "people")] }, Ann, CancellationToken.None);

        Assert.Equal("query.too_large", Assert.IsType<Invalid>(page.Failure).Code);
    }

    [Theory]
    [InlineData("subjekt", "expression.unknown_field")]
    [InlineData("site.nam", "expression.unknown_field")]
    [InlineData("place", "expression.parts")]
    [InlineData("tags", "query.aggregate")]
    [InlineData("notes", "query.aggregate")]
    public async Task Key_IsRefused_WhenItIsNoneToGroupBy(string key, string code)
    {
        await using var platform = await FilledAsync();

        var page = await Reader(platform).QueryAsync(new AggregateQuery(new("visit")) { Keys = [key] }, Ann, CancellationToken.None);

        Assert.Equal(("keys", code), Assert.IsType<Invalid>(page.Failure).Problems.Select(p => (p.Path, p.Code)).Single());
    }

    [Theory]
    [InlineData(AggregateFunction.Sum, "subject")]
    [InlineData(AggregateFunction.Average, "day")]
    [InlineData(AggregateFunction.Min, "subject")]
    [InlineData(AggregateFunction.Max, "site_id")]
    [InlineData(AggregateFunction.CountDistinct, "notes")]
    [InlineData(AggregateFunction.Sum, null)]
    public async Task Aggregate_IsRefused_WhenTheFieldHasNone(AggregateFunction function, string? field)
    {
        await using var platform = await FilledAsync();

        var page = await Reader(platform).QueryAsync(new AggregateQuery(new("visit")) { Aggregates = [new("x", function, field)] }, Ann, CancellationToken.None);

        Assert.Equal(["aggregates"], Assert.IsType<Invalid>(page.Failure).Problems.Select(p => p.Path));
    }

    [Fact]
    public async Task Query_NamesEveryProblem_WhenItIsTooLargeOrItsNamesClash()
    {
        await using var platform = await FilledAsync();
        var query = new AggregateQuery(new("visit"))
        {
            Keys = [.. Enumerable.Repeat("status", 9)],
            Aggregates = [.. Enumerable.Repeat(new Aggregate("status", AggregateFunction.Count), 17)],
            Having = ExpressionParser.Parse("amount > 1").Value,
            Top = 1001,
            Skip = -1,
        };

        var invalid = Assert.IsType<Invalid>((await Reader(platform).QueryAsync(query, Ann, CancellationToken.None)).Failure);

        Assert.Equal(["aggregates", "aggregates", "having", "keys", "keys", "skip", "top"], invalid.Problems.Select(p => p.Path).Order());
        Assert.Equal("keys", Assert.IsType<Invalid>((await Reader(platform).QueryAsync(new AggregateQuery(new("visit")), Ann, CancellationToken.None)).Failure).Problems.Single().Path);
    }

    [Theory]
    [InlineData("n > amount")]
    [InlineData("n == 1 || status == 'open'")]
    [InlineData("n + 1 == 2")]
    [InlineData("n == 'x'")]
    public async Task Having_IsRefused_WhenItIsNoComparisonWithConstants(string having)
    {
        await using var platform = await FilledAsync();
        var query = new AggregateQuery(new("visit")) { Keys = ["status", "amount"], Aggregates = [Count], Having = ExpressionParser.Parse(having).Value };

        var page = await Reader(platform).QueryAsync(query, Ann, CancellationToken.None);

        Assert.All(Assert.IsType<Invalid>(page.Failure).Problems, p => Assert.Equal("query.having", p.Code));
    }

    private static IAggregateReader Reader(TestPlatform platform) => platform.Get<IAggregateReader>();

    private static async Task<AggregatePage> ReadAsync(TestPlatform platform, AggregateQuery query)
    {
        var page = await Reader(platform).QueryAsync(query, Ann, CancellationToken.None);
        Assert.True(page.IsSuccess, page.Failure?.Message);
        return page.Value;
    }

    private static async Task<string> GroupsAsync(TestPlatform platform, AggregateQuery query) =>
        string.Join(", ", (await ReadAsync(platform, query)).Rows.Select(r => string.Join(' ', r.Select(Text))));

    private static string Text(object? value) => value switch
    {
        null => "-",
        DateTime { Kind: DateTimeKind.Utc } moment => moment.ToString("s", CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("O", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private async Task<TestPlatform> FilledAsync()
    {
        var site = TestEntities.Site with { Fields = [.. TestEntities.Site.Fields, new("fee", FieldKinds.Decimal) { Scale = 2 }, new("people", FieldKinds.Integer), new("place", FieldKinds.Address)] };
        var visit = TestEntities.Visit with
        {
            Fields =
            [
                .. TestEntities.Visit.Fields, new("at", FieldKinds.Time), new("place", FieldKinds.Address), new("notes", FieldKinds.Multiline),
                new("tags", FieldKinds.MultiChoice) { Choices = [new("a", "A"), new("b", "B")] },
                new("double", FieldKinds.Money) { Scale = 2, Currency = "EUR", Formula = "amount * 2", IsVirtual = true },
            ],
        };
        var platform = await TestPlatform.StartAsync(database, site, visit);
        var world = await CreateAsync(platform, "site", ("name", "World"));
        var north = await CreateAsync(platform, "site", ("name", "North"), ("region", "Europe"), ("parent_id", world), ("fee", 1.25m));
        var south = await CreateAsync(platform, "site", ("name", "South"), ("region", "asia"), ("parent_id", north), ("fee", 0m), ("place", Address("Bonn")));
        var other = await CreateAsync(platform, "site", ("name", "north"), ("region", "ASIA"), ("parent_id", null));
        await CreateAsync(platform, "visit", ("subject", "alpha"), ("status", "open"), ("amount", 0.10m), ("guests", 2L), ("day", new DateOnly(2026, 1, 31)), ("done", true), ("site_id", south), ("at", new TimeOnly(9, 30)), ("place", Address("Rome")));
        await CreateAsync(platform, "visit", ("subject", "ALPHA"), ("status", "won"), ("amount", 12.50m), ("guests", 2L), ("day", new DateOnly(2026, 2, 1)), ("done", true), ("site_id", south), ("at", new TimeOnly(9, 30)), ("starts_at", Moment), ("place", Address("oslo")));
        await CreateAsync(platform, "visit", ("subject", "Alpha"), ("status", "won"), ("amount", 0.10m), ("guests", 2L), ("day", new DateOnly(2026, 2, 1)), ("site_id", north), ("starts_at", Moment), ("place", Address("Oslo")));
        await CreateAsync(platform, "visit", ("subject", "beta"), ("status", "open"), ("amount", 12.60m), ("guests", 1L), ("day", new DateOnly(2026, 2, 1)), ("done", false), ("site_id", north));
        await CreateAsync(platform, "visit", ("subject", "\u00c9"), ("status", "won"), ("amount", 0.20m), ("day", new DateOnly(2026, 1, 31)), ("done", true));
        await CreateAsync(platform, "visit", ("subject", "\u00e9"), ("status", "open"), ("site_id", other));
        return platform;
    }

    private static DateTime Moment => new(2026, 3, 1, 10, 30, 0, DateTimeKind.Utc);

    private static CompositeValue Address(string city) => CompositeValue.Empty.With("city", city);

    private static async Task<Guid> CreateAsync(TestPlatform platform, string entity, params (string Field, object? Value)[] values)
    {
        var input = new RecordInput();
        foreach (var (field, value) in values)
            input.Set(field, value);
        var made = await platform.Writer.CreateAsync(entity, input, Ann with { UserId = null }, CancellationToken.None);
        Assert.True(made.IsSuccess, made.Failure?.Message);
        return made.Value.Id;
    }
}

public sealed class SqliteAggregateTests() : AggregateContract(TestDatabases.Sqlite);

public sealed class PostgreSqlAggregateTests() : AggregateContract(TestDatabases.PostgreSql);
