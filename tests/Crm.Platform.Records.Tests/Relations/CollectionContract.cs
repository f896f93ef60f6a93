using System.Collections.Immutable;
using Crm.Platform.Abstractions;
using Crm.Platform.Expressions.Syntax;
using Crm.Platform.Records.Reading;
using Crm.Platform.Records.Reading.Collections;
using Crm.Platform.Records.Tests.Computed;
using Crm.Testing.Databases;
using Crm.Testing.Platforms;

namespace Crm.Platform.Records.Tests.Relations;

/// <summary>Reading over relations: what comes along with a page, and conditions over it.</summary>
public abstract class CollectionContract(Func<Task<TestDatabase>> database)
{
    private const string Clerk = """{"name":"clerk","entities":{"person":{"read":true},"tag":{"read":true,"where":"secret == null","fields":{"secret":"hidden"}},"bill":{"read":"own"},"line":{"read":true}}}""";
    private const string NoTags = """{"name":"no_tags","entities":{"*":{"read":true},"tag":{"read":false}}}""";

    [Fact]
    public async Task Page_BringsCollectionsAlong_EachWithItsOwn()
    {
        await using var platform = await Office.StartAsync(database);
        var (ann, bob) = (await platform.PersonAsync("Ann"), await platform.PersonAsync("Bob"));
        var (vip, old) = (await platform.TagAsync("VIP"), await platform.TagAsync("Old"));
        await platform.TieAsync(ann, vip, 3);
        await platform.TieAsync(ann, old);
        await platform.TieAsync(bob, old);
        await platform.AddAsync("bill", ("name", "One"), ("person_id", bob));
        await platform.AddAsync("pass", ("code", "P1"), ("person_id", ann));

        var rows = await RowsAsync(platform, Office.Boss, Of("tags") with { Query = By("name"), Count = true }, Of("bills"), Of("pass"));

        Assert.Equal([["Old", "VIP"], ["Old"]], rows.Select(r => Names(r, 0)));
        Assert.Equal([2L, 1L], rows.Select(r => r.Collections[0].Count));
        Assert.Equal([null, 3L], rows[0].Collections[0].Rows.Select(r => r.Link!["weight"]));
        Assert.Equal([[], ["One"]], rows.Select(r => Names(r, 1)));
        Assert.Equal("P1", rows[0].Collections[2].Rows.Single().Record["code"]);
        Assert.Empty(rows[1].Collections[2].Rows);
    }

    [Fact]
    public async Task Collection_IsFilteredSortedAndCutPerOwner()
    {
        await using var platform = await Office.StartAsync(database);
        foreach (var name in new[] { "Ann", "Bob" })
        {
            var person = await platform.PersonAsync(name);
            foreach (var bill in new[] { "a", "b", "c", "x" })
                await platform.AddAsync("bill", ("name", $"{name} {bill}"), ("person_id", person));
        }

        var filter = new UnaryNode(UnaryOperator.Not, new CallNode("endsWith", [new PathNode(["name"]), new LiteralNode("x")]));
        var rows = await RowsAsync(platform, Office.Boss, Of("bills") with { Query = new RecordQuery("") { Filter = filter, Sort = [new RecordSort("name", true)] }, Top = 2, Count = true });

        Assert.Equal([["Ann c", "Ann b"], ["Bob c", "Bob b"]], rows.Select(r => Names(r, 0)));
        Assert.All(rows, r => Assert.Equal((3L, false), (r.Collections[0].Count, r.Collections[0].HasMore)));
    }

    [Fact]
    public async Task Collection_TellsThatThereIsMore_WhenItIsTooLarge()
    {
        await using var platform = await Office.StartAsync(database);
        var bill = await platform.AddAsync("bill", ("name", "B"));
        await platform.Writer.CreateManyAsync("line", [.. Enumerable.Range(0, CollectionQuery.MostOfOne + 1).Select(i => Shop.Input(("bill_id", bill), ("text", $"{i}"), ("place", (long)-i)))], Office.Boss, CancellationToken.None);

        var lines = Assert.Single(await RowsAsync(platform, "bill", Office.Boss, Of("lines"))).Collections[0];

        Assert.Equal((CollectionQuery.MostOfOne, true), (lines.Rows.Length, lines.HasMore));
        Assert.Equal("500", lines.Rows[0].Record["text"]);
    }

    [Fact]
    public async Task Collection_BringsLookupsAlong_AndLeavesOutTheTrash()
    {
        await using var platform = await Office.StartAsync(database);
        var (ann, vip, old) = (await platform.PersonAsync("Ann"), await platform.TagAsync("VIP"), await platform.TagAsync("Old"));
        await platform.TieAsync(ann, vip);
        await platform.TieAsync(ann, old);
        await platform.TrashAsync("tag", old);
        await platform.AddAsync("bill", ("name", "B"), ("person_id", ann));

        var rows = await RowsAsync(platform, Office.Boss, Of("tags"), Of("bills") with { Query = new RecordQuery("") { Expand = ["person"] } });

        Assert.Equal(["VIP"], Names(rows[0], 0));
        Assert.Equal(["Ann"], rows[0].Collections[1].Rows.Select(r => r.Target("person")?["name"]));
    }

    [Fact]
    public async Task Collection_HasOnlyWhatItsReaderMaySee()
    {
        await using var platform = await Office.StartAsync(database, Clerk, NoTags);
        var ann = await platform.PersonAsync("Ann");
        await platform.TieAsync(ann, await platform.TagAsync("Open"));
        await platform.TieAsync(ann, await platform.AddAsync("tag", ("name", "Hidden"), ("secret", "x")));
        await platform.AddAsync("bill", ("name", "Boss's"), ("person_id", ann));

        var rows = await RowsAsync(platform, As("clerk"), Of("tags") with { Count = true }, Of("bills") with { Count = true });
        var unknown = await platform.Reader.QueryAsync(new RecordQuery("person") { Collections = [Of("tags")] }, As("no_tags"), CancellationToken.None);

        Assert.Equal(["Open"], Names(rows[0], 0));
        Assert.Equal((1L, 0L), (rows[0].Collections[0].Count, rows[0].Collections[1].Count));
        Assert.IsType<Invalid>(unknown.Failure);
    }

    [Theory]
    [InlineData("VIP", "Ann")]
    [InlineData("Old", "Ann,Bob")]
    [InlineData("Gone", "")]
    public async Task Condition_FindsRecords_OfWhichSomeOrAllMeetIt(string tag, string expected)
    {
        await using var platform = await Office.StartAsync(database);
        await TaggedAsync(platform);
        var named = new BinaryNode(BinaryOperator.Equal, new PathNode(["name"]), new LiteralNode(tag));

        Assert.Equal(expected, await FoundAsync(platform, Office.Boss, new RelatedNode(["tags"], named)));
    }

    [Fact]
    public async Task Condition_CountsAndNegates()
    {
        await using var platform = await Office.StartAsync(database);
        await TaggedAsync(platform);
        var other = new BinaryNode(BinaryOperator.NotEqual, new PathNode(["name"]), new LiteralNode("Old"));

        Assert.Equal("Ann", await FoundAsync(platform, Office.Boss, new BinaryNode(BinaryOperator.Greater, new RelatedNode(["tags"], null, IsCount: true), new LiteralNode(1L))));
        Assert.Equal("Cy", await FoundAsync(platform, Office.Boss, new BinaryNode(BinaryOperator.Equal, new RelatedNode(["tags"], null, IsCount: true), new LiteralNode(0L))));
        Assert.Equal("Bob,Cy", await FoundAsync(platform, Office.Boss, new UnaryNode(UnaryOperator.Not, new RelatedNode(["tags"], other))));
        Assert.Equal("Ann,Bob", await FoundAsync(platform, Office.Boss, new RelatedNode(["tags"], new RelatedNode(["people"], new BinaryNode(BinaryOperator.Equal, new PathNode(["name"]), new LiteralNode("Bob"))))));
    }

    [Fact]
    public async Task Condition_FollowsLookupsToTheRelation()
    {
        await using var platform = await Office.StartAsync(database);
        var ann = await TaggedAsync(platform);
        await platform.AddAsync("bill", ("name", "B"), ("person_id", ann));
        await platform.AddAsync("bill", ("name", "Nobody's"));
        var vip = new BinaryNode(BinaryOperator.Equal, new PathNode(["name"]), new LiteralNode("VIP"));

        Assert.Equal("B", await FoundAsync(platform, Office.Boss, new RelatedNode(["person", "tags"], vip), "bill"));
    }

    [Fact]
    public async Task Condition_TellsNothingOfWhatItsReaderMayNotSee()
    {
        await using var platform = await Office.StartAsync(database, Clerk, NoTags);
        await platform.TieAsync(await platform.PersonAsync("Ann"), await platform.AddAsync("tag", ("name", "Hidden"), ("secret", "x")));
        await platform.PersonAsync("Bob");
        var hidden = new BinaryNode(BinaryOperator.Equal, new PathNode(["name"]), new LiteralNode("Hidden"));

        Assert.Equal("", await FoundAsync(platform, As("clerk"), new RelatedNode(["tags"], hidden)));
        Assert.Equal("Ann,Bob", await FoundAsync(platform, As("clerk"), new BinaryNode(BinaryOperator.Equal, new RelatedNode(["tags"], null, IsCount: true), new LiteralNode(0L))));
        Assert.Equal("Ann", await FoundAsync(platform, Office.Boss, new RelatedNode(["tags"], hidden)));
        Assert.IsType<Invalid>((await platform.Reader.QueryAsync(new RecordQuery("person") { Filter = new RelatedNode(["tags"], null) }, As("no_tags"), CancellationToken.None)).Failure);
        Assert.IsType<Invalid>((await platform.Reader.QueryAsync(new RecordQuery("person") { Filter = new RelatedNode(["tags"], new BinaryNode(BinaryOperator.Equal, new PathNode(["secret"]), new LiteralNode("x"))) }, As("clerk"), CancellationToken.None)).Failure);
    }

    [Fact]
    public async Task Query_WithinARelation_ListsThatAlone()
    {
        await using var platform = await Office.StartAsync(database);
        var ann = await TaggedAsync(platform);
        await platform.AddAsync("bill", ("name", "B"), ("person_id", ann));
        await platform.AddAsync("bill", ("name", "C"));

        var tags = await platform.Reader.QueryAsync(new RecordQuery("tag") { Within = new RelationOwner("person", ann, "tags"), Sort = [new RecordSort("name")] }, Office.Boss, CancellationToken.None);
        var bills = await platform.Reader.CountAsync(new RecordQuery("bill") { Within = new RelationOwner("person", ann, "bills") }, Office.Boss, CancellationToken.None);

        Assert.Equal(["Old", "VIP"], tags.Value.Rows.Select(r => r.Record["name"]));
        Assert.Equal(1, bills.Value);
    }

    /// <summary>Ann is VIP and old, Bob is old, Cy has no tag.</summary>
    private static async Task<Guid> TaggedAsync(TestPlatform platform)
    {
        var (ann, bob) = (await platform.PersonAsync("Ann"), await platform.PersonAsync("Bob"));
        var (vip, old) = (await platform.TagAsync("VIP"), await platform.TagAsync("Old"));
        await platform.PersonAsync("Cy");
        await platform.TagAsync("Gone");
        await platform.TieAsync(ann, vip);
        await platform.TieAsync(ann, old);
        await platform.TieAsync(bob, old);
        return ann;
    }

    [Fact]
    public async Task Collections_OfOnePage_ShareWhatAPageBrings()
    {
        await using var platform = await Office.StartAsync(database);
        var ann = await platform.PersonAsync("Ann");
        await platform.Writer.CreateManyAsync("person", [.. Enumerable.Range(0, 999).Select(i => Shop.Input(("name", $"P{i}")))], Office.Boss, CancellationToken.None);
        await platform.Writer.CreateManyAsync("bill", [.. Enumerable.Range(0, 30).Select(i => Shop.Input(("name", $"{i}"), ("person_id", ann)))], Office.Boss, CancellationToken.None);
        async Task<ExpandedRelation> Bills(params CollectionQuery[] collections) =>
            (await platform.Reader.QueryAsync(new RecordQuery("person") { Sort = [new RecordSort("name")], Top = 1000, Collections = [.. collections] }, Office.Boss, CancellationToken.None)).Value.Rows[0].Collections[0];

        var (alone, together) = (await Bills(Of("bills")), await Bills(Of("bills"), Of("notes")));

        Assert.Equal(((20, true), (10, true)), ((alone.Rows.Length, alone.HasMore), (together.Rows.Length, together.HasMore)));
    }

    private static CollectionQuery Of(string relation) => new(relation, new RecordQuery(""));

    private static RecordQuery By(string field) => new("") { Sort = [new RecordSort(field)] };

    private static Caller As(string role) => new(Guid.Parse("0197a000-0000-7000-8000-000000000001"), CallerRights.Read | CallerRights.Write) { Roles = RoleSet.Of(role) };

    private static string[] Names(RecordRow row, int collection) => [.. row.Collections[collection].Rows.Select(r => (string)r.Record["name"]!)];

    private static Task<ImmutableArray<RecordRow>> RowsAsync(TestPlatform platform, Caller caller, params CollectionQuery[] collections) => RowsAsync(platform, "person", caller, collections);

    private static async Task<ImmutableArray<RecordRow>> RowsAsync(TestPlatform platform, string entity, Caller caller, params CollectionQuery[] collections)
    {
        var page = await platform.Reader.QueryAsync(new RecordQuery(entity) { Sort = [new RecordSort("name")], Collections = [.. collections] }, caller, CancellationToken.None);
        return page.Value.Rows;
    }

    private static async Task<string> FoundAsync(TestPlatform platform, Caller caller, ExpressionNode filter, string entity = "person")
    {
        var page = await platform.Reader.QueryAsync(new RecordQuery(entity) { Filter = filter, Sort = [new RecordSort("name")] }, caller, CancellationToken.None);
        return string.Join(',', page.Value.Rows.Select(r => r.Record["name"]));
    }
}

public sealed class SqliteCollectionTests() : CollectionContract(TestDatabases.Sqlite);

public sealed class PostgreSqlCollectionTests() : CollectionContract(TestDatabases.PostgreSql);
