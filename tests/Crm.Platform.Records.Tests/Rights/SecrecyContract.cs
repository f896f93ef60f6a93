using Crm.Platform.Abstractions;
using Crm.Platform.Expressions.Syntax;
using Crm.Platform.Records.Reading;
using Crm.Platform.Records.Reading.Aggregates;
using Crm.Platform.Records.Rights;
using Crm.Testing.Databases;

namespace Crm.Platform.Records.Tests.Rights;

/// <summary>Somebody who may not see a field, a record or an entity tries every door of the engine to learn of it. Each door must answer as if it were not there.</summary>
public abstract class SecrecyContract(Func<Task<TestDatabase>> database)
{
    /// <summary>Sees own visits without margin and badge, the sites of the own region without rent.</summary>
    private const string Rep = """
        {"name":"rep","entities":{"visit":{"create":true,"read":"own","update":"own","delete":"own","fields":{"margin":"hidden","badge":"hidden","status":"read"}},
         "site":{"create":true,"read":true,"delete":true,"where":"region == user.region","fields":{"rent":"hidden"}}}}
        """;

    private const string Profit = """{"name":"profit","entities":{"visit":{"read":"none","create":"own","fields":{"margin":"hidden","profit":"read"}}}}""";
    private const string Margin = """{"name":"margin","entities":{"visit":{"read":"own","fields":{"margin":"read"}}}}""";
    private const string OnlyVisits = """{"name":"only_visits","entities":{"visit":{"read":true}}}""";

    [Theory]
    [InlineData("margin > 0")]
    [InlineData("profit > 0")]
    [InlineData("badge == 'B1'")]
    [InlineData("margin == null || subject != ''")]
    [InlineData("site.rent > 0")]
    [InlineData("owner.email != ''")]
    [InlineData("`${margin}` == 'x'")]
    public async Task Filter_DoesNotKnowAHiddenField(string filter)
    {
        await using var company = await StartAsync();
        var query = new RecordQuery("visit") { Filter = ExpressionParser.Parse(filter).Value };

        var (list, count) = (await company.ListAsync(Rep1(company), query), await company.Platform.Reader.CountAsync(query, Rep1(company), CancellationToken.None));

        Assert.Equal("expression.unknown_field", Assert.Single(Assert.IsType<Invalid>(list.Failure).Problems).Code);
        Assert.IsType<Invalid>(count.Failure);
        Assert.DoesNotContain("rgin", Assert.Single(((Invalid)list.Failure).Problems).Hint ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Filter_AnswersForAHiddenField_AsForOneThatIsNotThere()
    {
        await using var company = await StartAsync();
        async Task<string> Answer(string field) => (await company.ListAsync(Rep1(company), new RecordQuery("visit") { Filter = ExpressionParser.Parse($"{field} > 0").Value })).Failure!.ToString().Replace(field, "x", StringComparison.Ordinal);
        async Task<string> Sorted(string field) =>
            (await company.ListAsync(Rep1(company), new RecordQuery("visit") { Sort = [new RecordSort(field)] })).Failure!.ToString().Replace(field.Split('.')[^1], "x", StringComparison.Ordinal);

        Assert.Equal(await Answer("qqqqqq"), await Answer("margin"));
        Assert.Equal(await Sorted("qqqqqq"), await Sorted("margin"));
        Assert.Equal(await Sorted("site.qqqq"), await Sorted("site.rent"));
    }

    [Theory]
    [InlineData("margin")]
    [InlineData("profit")]
    [InlineData("badge")]
    [InlineData("site.rent")]
    [InlineData("owner.email")]
    public async Task Groups_DoNotKnowAHiddenField(string field)
    {
        await using var company = await StartAsync();
        var visits = new AggregateQuery(new("visit")) { Keys = ["status"], Aggregates = [new("n", AggregateFunction.Count)] };
        AggregateQuery[] doors =
        [
            visits with { Keys = [field] }, visits with { Aggregates = [new("x", AggregateFunction.Sum, field)] }, visits with { Aggregates = [new("x", AggregateFunction.CountDistinct, field)] },
            visits with { Sort = [new(field)] }, visits with { Having = ExpressionParser.Parse($"{field} != null").Value }, visits with { Records = new("visit") { Filter = ExpressionParser.Parse($"{field} != null").Value } },
        ];

        foreach (var door in doors)
        {
            var failure = Assert.IsType<Invalid>((await company.Platform.Get<IAggregateReader>().QueryAsync(door, Rep1(company), CancellationToken.None)).Failure);
            Assert.All(failure.Problems, p => Assert.DoesNotContain("rgin", p.Hint ?? "", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Groups_AreOfWhatTheCallerSees()
    {
        await using var company = await StartAsync();
        var reader = company.Platform.Get<IAggregateReader>();
        var bySite = new AggregateQuery(new("visit")) { Keys = ["site.name"], Aggregates = [new("n", AggregateFunction.Count)] };

        var (seen, all) = ((await reader.QueryAsync(bySite, Rep1(company), CancellationToken.None)).Value, (await reader.QueryAsync(bySite, Caller.Platform, CancellationToken.None)).Value);

        Assert.Equal(["North", 1L], Assert.Single(seen.Rows));
        Assert.Equal((await company.Platform.Reader.CountAsync(new("visit"), Caller.Platform, CancellationToken.None)).Value, all.Rows.Sum(r => (long)r[1]!));
        Assert.True(all.Rows.Sum(r => (long)r[1]!) > 1);
        Assert.IsType<Forbidden>((await reader.QueryAsync(bySite, Company.With(company.Ann, "nobody"), CancellationToken.None)).Failure);
    }

    [Fact]
    public async Task Record_HasNoHiddenField_WhereverItComesFrom()
    {
        await using var company = await StartAsync();
        var (caller, mine) = (Rep1(company), company.Mine);
        var list = (await company.ListAsync(caller, new RecordQuery("visit") { Expand = ["site", "owner"] })).Value;
        var row = Assert.Single(list.Rows);

        Record[] shown =
        [
            row.Record, (await company.FindAsync(caller, mine)).Value, (await company.ChangeAsync(caller, mine, ("amount", 6m))).Value,
            (await company.DeleteAsync(caller, mine)).Value, (await company.RestoreAsync(caller, mine)).Value, await company.AddAsync("visit", caller, ("subject", "new")),
        ];

        Assert.All(shown, record => Assert.Equal(["subject", "code", "amount", "status", "site_id"], record.Layout.Fields.Select(f => f.Name)));
        Assert.Equal(["subject", "code", "amount", "status", "site_id"], list.Entity.Fields.Select(f => f.Name));
        Assert.Equal(["name", "region"], row.Target("site")!.Layout.Fields.Select(f => f.Name));
        Assert.Equal(["name"], row.Target("owner")!.Layout.Fields.Select(f => f.Name));
        Assert.Equal(("mine", 5m, "North"), (row.Record["subject"], row.Record["amount"], row.Target("site")!["name"]));
    }

    [Fact]
    public async Task HiddenField_CannotBeWritten_NorIsItTouched()
    {
        await using var company = await StartAsync();

        var hidden = await company.ChangeAsync(Rep1(company), company.Mine, ("margin", 1m));
        var absent = await company.ChangeAsync(Rep1(company), company.Mine, ("nothin", 1m));
        var readOnly = await company.ChangeAsync(Rep1(company), company.Mine, ("status", "won"));

        Assert.Equal(absent.Failure!.ToString()!.Replace("nothin", "margin", StringComparison.Ordinal), hidden.Failure!.ToString());
        Assert.Equal("field.unknown", Assert.Single(((Invalid)hidden.Failure).Problems).Code);
        Assert.Equal("field.read_only", Assert.Single(Assert.IsType<Invalid>(readOnly.Failure).Problems).Code);
        Assert.Equal(40m, (await company.FindAsync(Caller.Platform, company.Mine)).Value["margin"]);
    }

    [Fact]
    public async Task Search_DoesNotLookIntoHiddenFields()
    {
        await using var company = await StartAsync();
        async Task<long> Found(Caller caller, string words) => (await company.Platform.Reader.CountAsync(new RecordQuery("visit") { Search = words }, caller, CancellationToken.None)).Value;

        Assert.Equal((1, 0), (await Found(Caller.Platform, "B1"), await Found(Rep1(company), "B1")));
        Assert.Equal(1, await Found(Rep1(company), "mine"));
        Assert.Equal(0, await Found(Rep1(company), "other"));
    }

    [Theory]
    [InlineData("site.name == 'South'", 0)]
    [InlineData("site.name == null", 0)]
    [InlineData("site.region == 'north'", 1)]
    public async Task Filter_OverALookup_DoesNotSeeATargetOutOfReach(string filter, int matches)
    {
        await using var company = await StartAsync();
        await company.VisitAsync("south", company.Bob, ("site_id", company.Inner.South));

        Assert.Equal(matches, (await company.Platform.Reader.CountAsync(new RecordQuery("visit") { Filter = ExpressionParser.Parse(filter).Value }, Rep1(company), CancellationToken.None)).Value);
    }

    [Fact]
    public async Task Lookup_ToATargetOutOfReach_IsAnIdAndNothingElse()
    {
        await using var company = await StartAsync();
        await company.ChangeAsync(Caller.Platform, company.Mine, ("site_id", company.Inner.South));

        var row = Assert.Single((await company.ListAsync(Rep1(company), new RecordQuery("visit") { Expand = ["site"] })).Value.Rows);

        Assert.Equal(company.Inner.South, row.Record["site_id"]);
        Assert.Null(row.Target("site"));
        Assert.Equal("record.unknown", (await company.Platform.Reader.FindAsync("site", company.Inner.South, Rep1(company), CancellationToken.None)).Failure!.Code);
        Assert.Equal(0, (await company.Platform.Reader.CountAsync(new RecordQuery("visit") { Filter = ExpressionParser.Parse("site.name == 'South'").Value }, Rep1(company), CancellationToken.None)).Value);
    }

    [Fact]
    public async Task Sort_OverALookup_PlacesATargetOutOfReachAsEmpty()
    {
        await using var company = await StartAsync();
        var ann = Company.With(company.Ann, "rep");
        await company.ChangeAsync(Caller.Platform, company.Mine, ("site_id", null));
        await company.VisitAsync("a-south", company.Ann, ("site_id", company.Inner.South));
        await company.VisitAsync("b-empty", company.Ann);

        var byName = (await company.ListAsync(ann, new RecordQuery("visit") { Sort = [new RecordSort("site.name"), new RecordSort("subject")] })).Value;

        Assert.Equal(["a-south", "b-empty", "mine"], byName.Rows.Select(r => r.Record["subject"]));
    }

    [Fact]
    public async Task Entity_NotOpened_IsClosedAtEveryDoor()
    {
        await using var company = await StartAsync();
        var caller = Company.With(company.Ann, "only_visits");

        Assert.Equal("access.read", (await company.ListAsync(caller, new RecordQuery("site"))).Failure!.Code);
        Assert.Equal("access.read", (await company.Platform.Reader.CountAsync(new RecordQuery("site"), caller, CancellationToken.None)).Failure!.Code);
        Assert.Equal("record.unknown", (await company.Platform.Reader.FindAsync("site", company.Inner.North, caller, CancellationToken.None)).Failure!.Code);
        Assert.IsType<Invalid>((await company.ListAsync(caller, new RecordQuery("visit") { Filter = ExpressionParser.Parse("site.name != ''").Value })).Failure);
        Assert.IsType<Invalid>((await company.ListAsync(caller, new RecordQuery("visit") { Sort = [new RecordSort("site.name")] })).Failure);
        Assert.All((await company.ListAsync(caller, new RecordQuery("visit") { Expand = ["site"] })).Value.Rows, row => Assert.Null(row.Target("site")));
        Assert.Null(company.Platform.Get<IRights>().SeenBy(caller).Entity("site"));
    }

    [Fact]
    public async Task Lookup_CannotBeSet_ToFindOutWhatExists()
    {
        await using var company = await StartAsync();
        async Task<string> Answer(Guid site) => (await company.ChangeAsync(Rep1(company), company.Mine, ("site_id", site))).Failure!.ToString()!;

        Assert.Equal(await Answer(Guid.NewGuid()), await Answer(company.Inner.South));
    }

    [Fact]
    public async Task UniqueClash_NamesNoHiddenField()
    {
        await using var company = await StartAsync();
        // Two living visits with one badge, which only the trash allows.
        await company.DeleteAsync(Rep1(company), company.Mine);
        await company.VisitAsync("thief", company.Bob, ("badge", "B1"));

        var clash = Assert.IsType<Conflict>((await company.RestoreAsync(Rep1(company), company.Mine)).Failure);

        Assert.Equal("These values clash with another visit.", clash.Message);
        Assert.Empty(clash.Problems);
        Assert.Contains("Badge", (await company.RestoreAsync(Caller.Platform, company.Mine)).Failure!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UniqueClash_WithARecordOutOfReach_TellsOnlyWhatTheSenderSaid()
    {
        await using var company = await StartAsync();

        var one = await company.Platform.Writer.CreateAsync("visit", Company.Input(("subject", "x"), ("code", "C-OTHER")), Rep1(company), CancellationToken.None);

        Assert.Equal("Another visit has the same Code.", one.Failure!.Message);
        Assert.DoesNotContain(company.Other.ToString(), one.Failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RequiredButHiddenField_IsNotNamed()
    {
        await using var company = await Company.StartAsync(database, """{"name":"mute","entities":{"visit":{"create":true,"fields":{"subject":"hidden"}}}}""");

        var refused = Assert.IsType<Invalid>((await company.Platform.Writer.CreateAsync("visit", Company.Input(("code", "1")), Company.With(company.Ann, "mute"), CancellationToken.None)).Failure);

        Assert.Equal(new Problem("", "access.hidden", "This visit needs something that is not open to you."), Assert.Single(refused.Problems));
        Assert.DoesNotContain("ubject", refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task InUse_DoesNotSayByWhat_WhenThatCannotBeSeen()
    {
        await using var company = await StartAsync();
        await company.DeleteAsync(Caller.Platform, company.Mine);
        await company.VisitAsync("bobs", company.Bob, ("site_id", company.Inner.North));
        async Task<string> Delete(Caller caller) => (await company.Platform.Writer.DeleteAsync("site", company.Inner.North, null, caller, CancellationToken.None)).Failure!.Message;

        Assert.Equal("Something still uses this site.", await Delete(Rep1(company)));
        Assert.Equal("Visits still use this site as their site.", await Delete(Company.With(company.Bob, "rep")));
    }

    [Fact]
    public async Task StaleChange_OfARecordOutOfReach_IsUnknownWhateverTheVersion()
    {
        await using var company = await StartAsync();
        foreach (var version in new long?[] { null, 1, 99 })
            Assert.Equal("record.unknown", (await company.Platform.Writer.UpdateAsync("visit", company.Other, Company.Input(("subject", "x")), version, Rep1(company), CancellationToken.None)).Failure!.Code);
    }

    [Fact]
    public async Task Formula_OverAHiddenField_IsHiddenToo_UnlessARoleOpensIt()
    {
        await using var company = await StartAsync();
        bool Sees(string field, params string[] roles) => company.Platform.Get<IRights>().SeenBy(Company.With(company.Ann, roles)).Entity("visit")!.Field(field) is not null;

        Assert.False(Sees("profit", "rep"));
        Assert.True(Sees("profit", "rep", "profit"));
        Assert.False(Sees("margin", "rep", "profit"));
        Assert.True(Sees("margin", "rep", "margin") && Sees("profit", "rep", "margin"));
    }

    [Fact]
    public async Task People_AreKnownByNameOnly_ToWhomNoRoleSaysMore()
    {
        await using var company = await StartAsync();
        var row = (await company.ListAsync(Rep1(company), new RecordQuery("user"))).Value;

        Assert.Equal(["name"], row.Entity.Fields.Select(f => f.Name));
        Assert.Contains("Dan", row.Rows.Select(r => r.Record.Display));
        Assert.Contains("email", (await company.ListAsync(Company.With(company.Ann, "user"), new RecordQuery("user"))).Value.Entity.Fields.Select(f => f.Name));
    }

    private static Caller Rep1(Hidden company) => Company.With(company.Ann, "rep");

    private async Task<Hidden> StartAsync()
    {
        var company = await Company.StartAsync(database, Rep, Profit, Margin, OnlyVisits);
        var mine = await company.VisitAsync("mine", company.Ann, ("amount", 5m), ("margin", 40m), ("badge", "B1"), ("code", "C-MINE"), ("site_id", company.North));
        var other = await company.VisitAsync("other", company.Bob, ("amount", 7m), ("margin", 70m), ("badge", "B2"), ("code", "C-OTHER"));
        return new Hidden(company, mine.Id, other.Id);
    }

    /// <summary>The company with a visit Ann may see without its margin, and one of Bob's that she may not see.</summary>
    private sealed record Hidden(Company Inner, Guid Mine, Guid Other) : IAsyncDisposable
    {
        public Guid Ann => Inner.Ann;
        public Guid Bob => Inner.Bob;
        public Crm.Testing.Platforms.TestPlatform Platform => Inner.Platform;
        public Task<Result<RecordPage>> ListAsync(Caller caller, RecordQuery query) => Inner.ListAsync(caller, query);
        public Task<Result<Record>> FindAsync(Caller caller, Guid id) => Inner.FindAsync(caller, id);
        public Task<Result<Record>> ChangeAsync(Caller caller, Guid id, params (string Field, object? Value)[] values) => Inner.ChangeAsync(caller, id, values);
        public Task<Result<Record>> DeleteAsync(Caller caller, Guid id) => Inner.DeleteAsync(caller, id);
        public Task<Result<Record>> RestoreAsync(Caller caller, Guid id) => Inner.RestoreAsync(caller, id);
        public Task<Record> AddAsync(string entity, Caller caller, params (string Field, object? Value)[] values) => Inner.AddAsync(entity, caller, values);
        public Task<Record> VisitAsync(string subject, Guid? owner, params (string Field, object? Value)[] values) => Inner.VisitAsync(subject, owner, values);
        public ValueTask DisposeAsync() => Inner.DisposeAsync();
    }
}

public sealed class SqliteSecrecyTests() : SecrecyContract(TestDatabases.Sqlite);

public sealed class PostgreSqlSecrecyTests() : SecrecyContract(TestDatabases.PostgreSql);
