using Crm.Platform.Abstractions;
using Crm.Platform.Records.Reading;
using Crm.Platform.Records.Reading.Aggregates;
using Crm.Platform.Records.Rights;
using Crm.Testing.Databases;

namespace Crm.Platform.Records.Tests.Several;

/// <summary>Whoever may not see a target, or the lookup, learns nothing of it by any way over a lookup of several entities.</summary>
public abstract class RightsContract(Func<Task<TestDatabase>> database)
{
    /// <summary>Every task, the firms of the north without their number of tasks, no deal.</summary>
    private const string Rep = """
        { "name": "rep", "entities": { "task": { "create": true, "read": true, "update": true, "delete": true }, "note": { "create": true, "read": true },
          "firm": { "read": true, "where": "region == 'north'", "fields": { "open_tasks": "hidden" } } } }
        """;

    private const string NoLookup = """{ "name": "no_lookup", "entities": { "task": { "create": true, "read": true, "update": true, "fields": { "regarding_id": "hidden" } }, "firm": { "read": true } } }""";
    private const string NoType = """{ "name": "no_type", "entities": { "task": { "create": true, "read": true, "update": true, "fields": { "regarding_type": "hidden" } }, "firm": { "read": true } } }""";
    private const string OnlyRead = """{ "name": "only_read", "entities": { "task": { "create": true, "read": true, "update": true, "fields": { "regarding_id": "read" } }, "firm": { "read": true } } }""";
    private const string North = """{ "name": "north", "entities": { "task": { "read": true, "update": true, "where": "regarding.firm.region == 'north' || regarding.deal.amount > 10" } } }""";

    [Theory]
    [InlineData("regarding.firm.name == 'South'", "")]
    [InlineData("regarding.firm.name == null", "deal free south")]
    [InlineData("regarding.firm != null", "north")]
    [InlineData("regarding.firm.name > 'A'", "north")]
    [InlineData("regarding.deal.name == 'Big'", "query.invalid")]
    [InlineData("regarding.deal != null", "query.invalid")]
    [InlineData("regarding.firm.open_tasks > 0", "query.invalid")]
    [InlineData("regarding.nothing.name == 'Big'", "query.invalid")]
    public async Task Filter_FindsNothing_BehindWhatTheCallerMayNotRead(string filter, string tasks)
    {
        await using var desk = await StartAsync();

        Assert.Equal(tasks, await desk.TasksAsync(filter, Desk.With("rep")));
    }

    [Fact]
    public async Task Filter_AnswersForAClosedEntity_AsForOneThatIsNotThere()
    {
        await using var desk = await StartAsync();
        async Task<string> Answer(string entity) => (await desk.ListAsync($"regarding.{entity}.name == 'x'", Desk.With("rep"), [])).Failure!.ToString().Replace(entity, "x", StringComparison.Ordinal);

        Assert.Equal(await Answer("qqqq"), await Answer("deal"));
        Assert.DoesNotContain("deal", ((Invalid)(await desk.ListAsync("regarding.dael.name == 'x'", Desk.With("rep"), [])).Failure!).Problems[0].Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Type_OfAClosedEntity_IsAnsweredAsOneThatIsNotThere()
    {
        await using var desk = await StartAsync();
        async Task<string> Answer(string entity) => string.Join('|', ((Invalid)(await desk.CreateAsync("note", Desk.With("rep"), ("about_id", Guid.Empty), ("about_type", entity))).Failure!).Problems.Select(p => $"{p.Path} {p.Code} {p.Message.Replace(entity, "x", StringComparison.Ordinal)}"));

        Assert.Equal(await Answer("qqqq"), await Answer("deal"));
    }

    [Fact]
    public async Task ExpandSortAndGroups_ShowOnlyWhatTheCallerMayRead()
    {
        await using var desk = await StartAsync();
        var rep = Desk.With("rep");

        var rows = (await desk.ListAsync(null, rep, ["regarding"])).Value.Rows;
        Assert.Equal(["deal -", "free -", "north North", "south -"], rows.Select(r => $"{r.Record["subject"]} {r.Target("regarding")?["name"] ?? "-"}"));
        Assert.Null(rows[2].Target("regarding")!.Layout.Entity.Field("open_tasks"));
        Assert.Equal("query.invalid", await desk.TasksAsync(null, rep, new RecordSort("regarding.deal.name")));

        var groups = new AggregateQuery(new("task")) { Keys = ["regarding.firm.name"], Aggregates = [new("n", AggregateFunction.Count)] };
        var found = await desk.Platform.Get<IAggregateReader>().QueryAsync(groups, rep, CancellationToken.None);
        Assert.Equal(["-:3", "North:1"], found.Value.Rows.Select(r => $"{r[0] ?? "-"}:{r[1]}").Order());
    }

    [Theory]
    [InlineData("South", "firm")]
    [InlineData("South", null)]
    [InlineData("Big", "deal")]
    [InlineData("Big", null)]
    public async Task Write_IsRefused_WhenTheTargetIsNotToBeSeen_LikeOneThatIsNotThere(string name, string? type)
    {
        await using var desk = await StartAsync();
        var target = (await desk.Platform.Reader.QueryAsync(new RecordQuery(name == "Big" ? "deal" : "firm") { Search = name }, Desk.Ann, CancellationToken.None)).Value.Rows[0].Record.Id;
        async Task<Failure?> Refused(Guid id) => (await desk.CreateAsync("task", Desk.With("rep"), type is null ? [("subject", "x"), ("regarding_id", id)] : [("subject", "x"), ("regarding_id", id), ("regarding_type", type)])).Failure;

        var hidden = Assert.IsType<Invalid>(await Refused(target));

        Assert.Equal("regarding_id", Assert.Single(hidden.Problems).Path);
        Assert.Equal(((Invalid)(await Refused(Guid.CreateVersion7()))!).Problems, hidden.Problems);
    }

    [Theory]
    [InlineData("no_lookup")]
    [InlineData("no_type")]
    public async Task HidingOneOfTheTwo_HidesBoth(string role)
    {
        await using var desk = await StartAsync();
        var caller = Desk.With(role);
        var firm = (await desk.Platform.Reader.QueryAsync(new RecordQuery("firm"), Desk.Ann, CancellationToken.None)).Value.Rows[0].Record.Id;

        var seen = desk.Platform.Get<IRights>().SeenBy(caller).Entity("task")!;
        var written = await desk.CreateAsync("task", caller, ("subject", "x"), ("regarding_id", firm), ("regarding_type", "firm"));

        Assert.Null(seen.Field("regarding_id"));
        Assert.Null(seen.Field("regarding_type"));
        Assert.Null(seen.Field("label"));
        Assert.Equal(["field.unknown", "field.unknown"], ((Invalid)written.Failure!).Problems.Select(p => p.Code));
        Assert.Equal("query.invalid", await desk.TasksAsync("regarding_type == 'firm'", caller));
        Assert.IsType<Invalid>((await desk.ListAsync(null, caller, ["regarding"])).Failure);
    }

    [Fact]
    public async Task ReadingTheLookupOnly_LetsNobodySetWhatSaysWhich()
    {
        await using var desk = await StartAsync();
        var seen = desk.Platform.Get<IRights>().SeenBy(Desk.With("only_read")).Entity("task")!;

        Assert.Equal((true, true), (seen.Field("regarding_id")!.ReadOnly, seen.Field("regarding_type")!.ReadOnly));
        var refused = await desk.CreateAsync("task", Desk.With("only_read"), ("subject", "x"), ("regarding_type", "firm"));
        Assert.Equal("field.read_only", Assert.Single(((Invalid)refused.Failure!).Problems).Code);
    }

    [Fact]
    public async Task Criterion_ReachesOverTheLookup_InListsAndForOneRecord()
    {
        await using var desk = await StartAsync();
        var north = Desk.With("north");

        Assert.Equal("deal north", await desk.TasksAsync(null, north));
        foreach (var row in (await desk.ListAsync(null, Desk.Ann, [])).Value.Rows)
        {
            var isReached = (string)row.Record["subject"]! is "deal" or "north";
            Assert.Equal(isReached, (await desk.Platform.Reader.FindAsync("task", row.Record.Id, north, CancellationToken.None)).IsSuccess);
            Assert.Equal(isReached, (await desk.Platform.Writer.UpdateAsync("task", row.Record.Id, Desk.Input(("status", "done")), null, north, CancellationToken.None)).IsSuccess);
        }
    }

    private async Task<Desk> StartAsync()
    {
        var desk = await Desk.StartAsync(database, Rep, NoLookup, NoType, OnlyRead, North);
        await desk.AddAsync("task", ("subject", "north"), ("regarding_id", await desk.AddAsync("firm", ("name", "North"), ("region", "north"))));
        await desk.AddAsync("task", ("subject", "south"), ("regarding_id", await desk.AddAsync("firm", ("name", "South"), ("region", "south"))));
        await desk.AddAsync("task", ("subject", "deal"), ("regarding_id", await desk.AddAsync("deal", ("name", "Big"), ("amount", 21L))));
        await desk.AddAsync("task", ("subject", "free"));
        return desk;
    }
}

public sealed class SqliteRightsTests() : RightsContract(TestDatabases.Sqlite);

public sealed class PostgreSqlRightsTests() : RightsContract(TestDatabases.PostgreSql);
