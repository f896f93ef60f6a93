using Crm.Platform.Abstractions;
using Crm.Platform.Records.Reading;
using Crm.Platform.Records.Reading.Aggregates;
using Crm.Testing.Databases;

namespace Crm.Platform.Records.Tests.Several;

/// <summary>Reading over a lookup of several entities, alike on every database.</summary>
public abstract class ReadContract(Func<Task<TestDatabase>> database)
{
    [Theory]
    [InlineData("regarding.firm.name == 'Acme'", "care nested")]
    [InlineData("regarding.deal.name == 'Acme'", "")]
    [InlineData("regarding.deal.firm.region == 'north'", "sale")]
    [InlineData("regarding.deal != null", "sale")]
    [InlineData("regarding.firm == null", "free lost sale")]
    [InlineData("regarding_type == 'deal'", "sale")]
    [InlineData("regarding == null", "free")]
    [InlineData("contains(regarding.firm.name ?? regarding.deal.name, 'B')", "sale")]
    [InlineData("worth > 40", "sale")]
    public async Task Filter_FollowsTheLookup_ToTheEntityThatThePathSays(string filter, string tasks)
    {
        await using var desk = await StartAsync();

        Assert.Equal(tasks, await desk.TasksAsync(filter));
    }

    [Fact]
    public async Task Sort_GoesByATarget_AndPutsTogetherWhatPointsElsewhere()
    {
        await using var desk = await StartAsync();

        Assert.Equal("nested care sale", await desk.TasksAsync("regarding_type != null && subject != 'lost'", null, new RecordSort("regarding.firm.name", true), new RecordSort("subject", true)));
        Assert.Equal(4, (await desk.TasksAsync("regarding_type != null", null, new RecordSort("regarding.deal.amount"))).Split(' ').Length);
    }

    [Fact]
    public async Task Expand_GivesEachTarget_WhateverItsEntity()
    {
        await using var desk = await StartAsync();

        var page = await desk.ListAsync(null, null, ["regarding", "owner"]);

        Assert.Equal(["care firm:Acme", "free -", "lost -", "nested firm:Acme", "sale deal:Big"],
            page.Value.Rows.Select(r => $"{r.Record["subject"]} {(r.Target("regarding") is { } target ? $"{target.Layout.Entity.Name}:{target["name"]}" : "-")}"));
        Assert.Equal(["regarding", "owner"], page.Value.Rows[0].Expanded.Select(e => e.Navigation));
    }

    [Fact]
    public async Task Expand_ComputesWhatIsNotKept_OfTheTargetsToo()
    {
        await using var desk = await StartAsync();
        var task = (await desk.ListAsync("subject == 'sale'", null, [])).Value.Rows[0].Record.Id;
        await desk.AddAsync("note", ("text", "n"), ("about_id", task), ("about_type", "task"));

        var page = await desk.Platform.Reader.QueryAsync(new RecordQuery("note") { Expand = ["about"] }, Desk.Ann, CancellationToken.None);

        Assert.Equal(42L, Assert.Single(page.Value.Rows).Target("about")!["worth"]);
    }

    [Fact]
    public async Task Pages_GoOn_OverASortByATarget()
    {
        await using var desk = await StartAsync();
        var query = new RecordQuery("task") { Sort = [new RecordSort("regarding.firm.name"), new RecordSort("subject")], Expand = ["regarding"], Top = 2 };
        var seen = new List<string>();
        for (var more = true; more;)
        {
            var page = (await desk.Platform.Reader.QueryAsync(query, Desk.Ann, CancellationToken.None)).Value;
            seen.AddRange(page.Rows.Select(r => (string)r.Record["subject"]!));
            (query, more) = (query with { After = page.Next }, page.HasMore);
        }

        Assert.Equal(["care", "free", "lost", "nested", "sale"], seen.Order());
    }

    [Fact]
    public async Task Search_LooksAtWords_NotAtWhatSaysWhich()
    {
        await using var desk = await StartAsync();
        await desk.AddAsync("note", ("text", "Lunch"), ("about_id", await desk.AddAsync("firm", ("name", "Acme"))), ("about_type", "firm"));

        Assert.Empty((await desk.Platform.Reader.QueryAsync(new RecordQuery("note") { Search = "firm" }, Desk.Ann, CancellationToken.None)).Value.Rows);
        Assert.Single((await desk.Platform.Reader.QueryAsync(new RecordQuery("note") { Search = "lunch" }, Desk.Ann, CancellationToken.None)).Value.Rows);
    }

    [Fact]
    public async Task Groups_AreMadeByATarget()
    {
        await using var desk = await StartAsync();
        var query = new AggregateQuery(new("task")) { Keys = ["regarding_type", "regarding.firm.name"], Aggregates = [new("n", AggregateFunction.Count)], Having = Expressions.Syntax.ExpressionParser.Parse("n > 1").Value };

        var groups = await desk.Platform.Get<IAggregateReader>().QueryAsync(query, Desk.Ann, CancellationToken.None);

        Assert.Equal(["firm", "Acme", 2L], Assert.Single(groups.Value.Rows));
    }

    [Fact]
    public async Task Query_SaysWhichEntity_WhenAPathDoesNot()
    {
        await using var desk = await StartAsync();

        Assert.Equal("query.invalid", await desk.TasksAsync("regarding.name == 'Acme'"));
        Assert.IsType<Invalid>((await desk.ListAsync(null, null, ["regardin"])).Failure);
    }

    /// <summary>Two tasks about a firm, one about a deal, one about a firm that is in the trash, one about nothing.</summary>
    private async Task<Desk> StartAsync()
    {
        var desk = await Desk.StartAsync(database);
        var beta = await desk.AddAsync("firm", ("name", "Beta"), ("region", "north"));
        var acme = await desk.AddAsync("firm", ("name", "Acme"), ("region", "south"));
        var (gone, deal) = (await desk.AddAsync("firm", ("name", "Gone")), await desk.AddAsync("deal", ("name", "Big"), ("amount", 21L), ("firm_id", beta)));
        await desk.AddAsync("task", ("subject", "care"), ("regarding_id", acme));
        await desk.AddAsync("task", ("subject", "nested"), ("regarding_id", acme));
        await desk.AddAsync("task", ("subject", "sale"), ("regarding_id", deal));
        await desk.AddAsync("task", ("subject", "lost"), ("regarding_id", gone));
        await desk.AddAsync("task", ("subject", "free"));
        await desk.DeleteAsync("firm", gone);
        return desk;
    }
}

public sealed class SqliteReadTests() : ReadContract(TestDatabases.Sqlite);

public sealed class PostgreSqlReadTests() : ReadContract(TestDatabases.PostgreSql);
