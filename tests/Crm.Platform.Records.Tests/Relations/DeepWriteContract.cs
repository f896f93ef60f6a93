using Crm.Platform.Abstractions;
using Crm.Platform.Records.History;
using Crm.Platform.Records.Reading;
using Crm.Platform.Records.Tests.Computed;
using Crm.Platform.Records.Tests.Tracking;
using Crm.Platform.Records.Writing;
using Crm.Platform.Records.Writing.Relations;
using Crm.Testing.Databases;
using Crm.Testing.Platforms;

namespace Crm.Platform.Records.Tests.Relations;

/// <summary>A record written together with what it has of its relations.</summary>
public abstract class DeepWriteContract(Func<Task<TestDatabase>> database)
{
    private const string Clerk = """{"name":"clerk","entities":{"bill":{"read":true,"create":true,"update":true},"line":{"read":true,"create":true,"update":true},"person":{"read":true,"update":true},"tag":{"read":true,"where":"secret == null"}}}""";

    [Fact]
    public async Task Create_MakesTheLinesAlong_InOneTransaction_AndAnswersWithFreshSums()
    {
        await using var platform = await Office.StartAsync(database);

        var made = await platform.Writer.CreateAsync("bill", Bill("B", New(("text", "a"), ("price", 2m)), New(("text", "b"), ("price", 3m), ("quantity", 2L))), Office.Boss, CancellationToken.None);

        Assert.Equal((1L, 8m), (made.Value.Version, made.Value["total"]));
        Assert.Equal([("a", 1L), ("b", 2L)], await LinesAsync(platform));
    }

    [Fact]
    public async Task Create_KeepsNothing_WhenALineIsWrong_AndTellsEachPlace()
    {
        await using var platform = await Office.StartAsync(database);

        var refused = await platform.Writer.CreateAsync("bill", Bill("B", New(("text", "a")), New(("quantity", 0L)), New(("text", new string('x', 300)))), Office.Boss, CancellationToken.None);

        var problems = Assert.IsType<Invalid>(refused.Failure).Problems;
        Assert.Equal(["lines[1].quantity", "lines[1].text", "lines[2].text"], problems.Select(p => p.Path).Order());
        Assert.Equal((0, 0), (await platform.CountAsync("bill"), await platform.CountAsync("line")));
    }

    [Fact]
    public async Task Update_ChangesMakesAndRemovesLines_AndCountsOnce()
    {
        await using var platform = await Office.StartAsync(database);
        var bill = (await platform.Writer.CreateAsync("bill", Bill("B", New(("text", "a"), ("price", 2m)), New(("text", "b"), ("price", 3m))), Office.Boss, CancellationToken.None)).Value.Id;
        var second = (await platform.AllAsync("line")).Single(l => Equals(l["text"], "b")).Id;

        var changed = await platform.Writer.UpdateAsync("bill", bill, Lines(Old(second, ("price", 5m)), New(("text", "c"), ("price", 1m))), 1, Office.Boss, CancellationToken.None);
        var both = await platform.Writer.UpdateAsync("bill", bill, Lines(Old(second), New(("text", "d"))).Set("name", "C"), 2, Office.Boss, CancellationToken.None);

        Assert.Equal((2L, 6m), (changed.Value.Version, changed.Value["total"]));
        Assert.Equal((3L, 5m, "C"), (both.Value.Version, both.Value["total"], both.Value["name"]));
        Assert.Equal([("b", 1L), ("d", 2L)], await LinesAsync(platform));
        Assert.IsType<Stale>((await platform.Writer.UpdateAsync("bill", bill, Lines(), 2, Office.Boss, CancellationToken.None)).Failure);
    }

    [Fact]
    public async Task Update_ByADelta_LeavesTheOthers()
    {
        await using var platform = await Office.StartAsync(database);
        var bill = (await platform.Writer.CreateAsync("bill", Bill("B", New(("text", "a")), New(("text", "b")), New(("text", "c"))), Office.Boss, CancellationToken.None)).Value.Id;
        var lines = (await platform.AllAsync("line")).ToDictionary(l => (string)l["text"]!, l => l.Id);

        var delta = new RelationInput([new RelatedInput(lines["a"]) { IsRemoved = true }, Old(lines["b"], ("text", "B")), New(("text", "d"), ("place", 9L))]) { IsWhole = false };
        Assert.True((await platform.Writer.UpdateAsync("bill", bill, new RecordInput().Relate("lines", delta), null, Office.Boss, CancellationToken.None)).IsSuccess);

        Assert.Equal([("B", 2L), ("c", 3L), ("d", 9L)], await LinesAsync(platform));
    }

    [Fact]
    public async Task Update_ChangesNothing_WhenTheLinesAreAsTheyWere()
    {
        await using var platform = await Office.StartAsync(database);
        var bill = (await platform.Writer.CreateAsync("bill", Bill("B", New(("text", "a"))), Office.Boss, CancellationToken.None)).Value.Id;

        var same = await platform.Writer.UpdateAsync("bill", bill, Lines(Old((await platform.AllAsync("line"))[0].Id, ("text", "a"))), null, Office.Boss, CancellationToken.None);

        Assert.Equal(1L, same.Value.Version);
    }

    [Fact]
    public async Task Update_RefusesLinesOfOtherRecords()
    {
        await using var platform = await Office.StartAsync(database);
        var bill = (await platform.Writer.CreateAsync("bill", Bill("B"), Office.Boss, CancellationToken.None)).Value.Id;
        var other = await platform.AddAsync("line", ("bill_id", await platform.AddAsync("bill", ("name", "Other"))), ("text", "x"));

        var refused = await platform.Writer.UpdateAsync("bill", bill, Lines(Old(other, ("text", "mine"))), null, Office.Boss, CancellationToken.None);

        Assert.Equal("lines[0].id", Assert.Single(Assert.IsType<Invalid>(refused.Failure).Problems).Path);
    }

    [Fact]
    public async Task Update_AsksForTheRightsOfTheLines()
    {
        await using var platform = await Office.StartAsync(database, Clerk);
        var bill = (await platform.Writer.CreateAsync("bill", Bill("B", New(("text", "a"))), As("clerk"), CancellationToken.None)).Value.Id;

        var refused = await platform.Writer.UpdateAsync("bill", bill, Lines(), null, As("clerk"), CancellationToken.None);

        Assert.Equal("access.delete", Assert.IsType<Forbidden>(refused.Failure).Code);
        Assert.Equal(1, await platform.CountAsync("line"));
    }

    [Fact]
    public async Task Tags_AreTiedAndUntied_AsAWholeAndOneByOne()
    {
        await using var platform = await Office.StartAsync(database);
        var (one, two, three) = (await platform.TagAsync("1"), await platform.TagAsync("2"), await platform.TagAsync("3"));
        var ann = (await platform.Writer.CreateAsync("person", Tags(one, two).Set("name", "Ann"), Office.Boss, CancellationToken.None)).Value.Id;
        Assert.Equal("1,2", await TagsAsync(platform, ann));

        await platform.Writer.UpdateAsync("person", ann, Tags(two, three), null, Office.Boss, CancellationToken.None);
        Assert.Equal("2,3", await TagsAsync(platform, ann));
        await platform.Writer.UpdateAsync("person", ann, new RecordInput().Relate("tags", new RelationInput([new RelatedInput(two) { IsRemoved = true }, new RelatedInput(one)]) { IsWhole = false }), null, Office.Boss, CancellationToken.None);
        Assert.Equal("1,3", await TagsAsync(platform, ann));
        await platform.Writer.UpdateAsync("tag", one, new RecordInput().Relate("people", new RelationInput([])), null, Office.Boss, CancellationToken.None);
        Assert.Equal("3", await TagsAsync(platform, ann));
    }

    [Fact]
    public async Task Links_TakeTheirOwnFields_AndTellWhatIsWrongWithThem()
    {
        await using var platform = await Office.StartAsync(database);
        var tag = await platform.TagAsync("1");
        RecordInput Weighing(long weight) => new RecordInput().Relate("tags", new RelationInput([new RelatedInput(tag) { Link = new RecordInput().Set("weight", weight) }]));
        var ann = (await platform.Writer.CreateAsync("person", Weighing(9).Set("name", "Ann"), Office.Boss, CancellationToken.None)).Value;

        var changed = await platform.Writer.UpdateAsync("person", ann.Id, Weighing(2), null, Office.Boss, CancellationToken.None);
        var refused = await platform.Writer.UpdateAsync("person", ann.Id, Weighing(-1), null, Office.Boss, CancellationToken.None);

        Assert.Equal((1L, 0L), (ann["heavy_tags"], changed.Value["heavy_tags"]));
        Assert.Equal("tags[0].@crm.link.weight", Assert.Single(Assert.IsType<Invalid>(refused.Failure).Problems).Path);
    }

    [Fact]
    public async Task Tags_NobodySees_AreNeitherTiedNorUntied()
    {
        await using var platform = await Office.StartAsync(database, Clerk);
        var (open, hidden) = (await platform.TagAsync("Open"), await platform.AddAsync("tag", ("name", "Hidden"), ("secret", "x")));
        var ann = (await platform.Writer.CreateAsync("person", Tags(hidden).Set("name", "Ann"), Office.Boss, CancellationToken.None)).Value.Id;

        Assert.True((await platform.Writer.UpdateAsync("person", ann, Tags(open), null, As("clerk"), CancellationToken.None)).IsSuccess);
        var unseen = await platform.Writer.UpdateAsync("person", ann, Tags(open, hidden), null, As("clerk"), CancellationToken.None);

        Assert.Equal("Hidden,Open", await TagsAsync(platform, ann));
        Assert.Equal("tags[1].@crm.link.tag_id", Assert.Single(Assert.IsType<Invalid>(unseen.Failure).Problems).Path);
    }

    [Fact]
    public async Task Children_AreMadeToPointHere_AndNoMore()
    {
        await using var platform = await Office.StartAsync(database);
        var (ann, bob) = (await platform.PersonAsync("Ann"), await platform.PersonAsync("Bob"));
        var (one, two) = (await platform.AddAsync("bill", ("name", "1"), ("person_id", bob)), await platform.AddAsync("bill", ("name", "2"), ("person_id", ann)));
        var (first, second) = (await platform.AddAsync("pass", ("code", "P1"), ("person_id", ann)), await platform.AddAsync("pass", ("code", "P2")));

        var both = new RecordInput().Relate("bills", new RelationInput([new RelatedInput(one)])).Relate("pass", new RelationInput([new RelatedInput(second)]));
        Assert.True((await platform.Writer.UpdateAsync("person", ann, both, null, Office.Boss, CancellationToken.None)).IsSuccess);

        Assert.Equal((ann, null), ((await platform.ReadAsync("bill", one))["person_id"], (await platform.ReadAsync("bill", two))["person_id"]));
        Assert.Equal((null, ann), ((await platform.ReadAsync("pass", first))["person_id"], (await platform.ReadAsync("pass", second))["person_id"]));
    }

    [Fact]
    public async Task Children_OverALookupOfSeveralEntities_AreToldWhoseTheyAre()
    {
        await using var platform = await Office.StartAsync(database);
        var (ann, tag) = (await platform.PersonAsync("Ann"), await platform.TagAsync("T"));
        var note = await platform.AddAsync("note", ("text", "n"), ("about_id", tag), ("about_type", "tag"));

        Assert.True((await platform.Writer.UpdateAsync("person", ann, new RecordInput().Relate("notes", new RelationInput([new RelatedInput(note)])), null, Office.Boss, CancellationToken.None)).IsSuccess);
        var moved = await platform.ReadAsync("note", note);
        var page = await platform.Reader.QueryAsync(new RecordQuery("person") { Collections = [new("notes", new RecordQuery("") { Expand = ["about"] })] }, Office.Boss, CancellationToken.None);

        Assert.Equal((ann, "person"), (moved["about_id"], moved["about_type"]));
        Assert.Equal("Ann", page.Value.Rows.Single().Collections[0].Rows.Single().Target("about")!["name"]);
        Assert.True((await platform.Writer.UpdateAsync("person", ann, new RecordInput().Relate("notes", new RelationInput([])), null, Office.Boss, CancellationToken.None)).IsSuccess);
        Assert.Null((await platform.ReadAsync("note", note))["about_type"]);
    }

    [Fact]
    public async Task DeepWrite_IsOneGroupOfChanges_AndIsTakenBack()
    {
        await using var platform = await Office.StartAsync(database);
        var bill = (await platform.Writer.CreateAsync("bill", Bill("B", New(("text", "a"))), Office.Boss, CancellationToken.None)).Value.Id;
        platform.Clock.Advance(TimeSpan.FromMinutes(1));
        await platform.Writer.UpdateAsync("bill", bill, Lines(New(("text", "z"))).Set("name", "Z"), null, Office.Boss, CancellationToken.None);
        var set = (await platform.Get<IRecordHistory>().ListAsync("bill", bill, null, 10, Office.Boss, CancellationToken.None)).Value.Entries[0].ChangeSet;

        Assert.True((await platform.Get<IChangeUndo>().UndoAsync(set!.Value, Office.Boss, CancellationToken.None)).IsSuccess);

        Assert.Equal("B", (await platform.ReadAsync("bill", bill))["name"]);
        Assert.Equal("a", Assert.Single(await platform.AllAsync("line"))["text"]);
    }

    [Fact]
    public async Task Bulk_WritesRelations_AndUndoesABadRowAlone()
    {
        await using var platform = await Office.StartAsync(database);

        var outcomes = (await platform.Writer.CreateManyAsync("bill", [Bill("A", New(("text", "a"))), Bill("B", New(("price", 1m))), Bill("C", New(("text", "c")))], Office.Boss, CancellationToken.None)).Value;

        Assert.Equal([true, false, true], outcomes.Select(o => o.IsSuccess));
        Assert.Equal((2, 2), (await platform.CountAsync("bill"), await platform.CountAsync("line")));
    }

    [Fact]
    public async Task Write_IsRefused_WhenRecordsInsideOthersAreTooManyInAll()
    {
        await using var platform = await TestPlatform.StartAsync(database);
        await platform.PublishAsync([
            ("entity", """{"name":"crate","properties":{"name":{"type":"string"}},"x-crm":{"relations":{"boxes":{"owned":"box","via":"crate_id"}}}}"""),
            ("entity", """{"name":"box","plural":"boxes","required":["crate_id"],"properties":{"crate_id":{"x-crm":{"lookup":"crate","onDelete":"cascade"}}},"x-crm":{"relations":{"items":{"owned":"item","via":"box_id"}}}}"""),
            ("entity", """{"name":"item","required":["box_id"],"properties":{"box_id":{"x-crm":{"lookup":"box","onDelete":"cascade"}}}}""")]);
        RelatedInput Box() => new((Guid?)null) { Values = new RecordInput().Relate("items", new RelationInput([.. Enumerable.Range(0, 500).Select(_ => New())])) };
        RecordInput Crate(int boxes) => new RecordInput().Relate("boxes", new RelationInput([.. Enumerable.Range(0, boxes).Select(_ => Box())]));

        var refused = await platform.Writer.CreateAsync("crate", Crate(10), Office.Boss, CancellationToken.None);

        Assert.Equal(("boxes", "relation.too_many"), Assert.Single(Assert.IsType<Invalid>(refused.Failure).Problems) is var problem ? (problem.Path, problem.Code) : default);
        Assert.Equal(0, await platform.CountAsync("crate"));
        Assert.True((await platform.Writer.CreateAsync("crate", Crate(1), Office.Boss, CancellationToken.None)).IsSuccess);
        Assert.Equal(500, await platform.CountAsync("item"));
    }

    [Fact]
    public async Task Children_BeyondWhatIsReplacedAtOnce_AreChangedByName()
    {
        await using var platform = await Office.StartAsync(database);
        var (ann, bob) = (await platform.PersonAsync("Ann"), await platform.PersonAsync("Bob"));
        for (var left = RelationInput.MostReplaced + 1; left > 0; left -= 1000)
            await platform.Writer.CreateManyAsync("note", [.. Enumerable.Range(0, Math.Min(left, 1000)).Select(_ => Shop.Input(("about_id", ann), ("about_type", "person")))], Office.Boss, CancellationToken.None);
        var (one, other) = ((await platform.AllAsync("note"))[0].Id, await platform.AddAsync("note", ("about_id", bob), ("about_type", "person")));

        var whole = await platform.Writer.UpdateAsync("person", ann, new RecordInput().Relate("notes", new RelationInput([])), null, Office.Boss, CancellationToken.None);
        var delta = await platform.Writer.UpdateAsync("person", ann, new RecordInput().Relate("notes", new RelationInput([new RelatedInput(one) { IsRemoved = true }, new RelatedInput(other)]) { IsWhole = false }), null, Office.Boss, CancellationToken.None);

        Assert.Equal("notes", Assert.Single(Assert.IsType<Invalid>(whole.Failure).Problems).Path);
        Assert.True(delta.IsSuccess, delta.Failure?.Message);
        Assert.Equal((null, ann), ((await platform.ReadAsync("note", one))["about_id"], (await platform.ReadAsync("note", other))["about_id"]));
    }

    [Fact]
    public async Task Line_WrittenByItself_IsAChangeOfItsRecord_ForWhoeverFollows()
    {
        await using var platform = await Office.StartAsync(database);
        var bill = await platform.AddAsync("bill", ("name", "B"));
        var follower = await Follower.BeginAsync(platform, new RecordQuery("bill"), Office.Boss);

        await platform.AddAsync("line", ("bill_id", bill), ("text", "a"));
        await follower.LookAsync();

        Assert.Equal((await platform.ReadAsync("bill", bill)).Version, follower.Copy[bill]);
    }

    private static RecordInput Bill(string name, params RelatedInput[] lines) => Lines(lines).Set("name", name);

    private static RecordInput Lines(params RelatedInput[] lines) => new RecordInput().Relate("lines", new RelationInput([.. lines]));

    private static RecordInput Tags(params Guid[] tags) => new RecordInput().Relate("tags", new RelationInput([.. tags.Select(t => new RelatedInput(t))]));

    private static RelatedInput New(params (string, object?)[] values) => new((Guid?)null) { Values = Shop.Input(values) };

    private static RelatedInput Old(Guid id, params (string, object?)[] values) => new(id) { Values = Shop.Input(values) };

    private static Caller As(string role) => new(Guid.Parse("0197a000-0000-7000-8000-000000000001"), CallerRights.Read | CallerRights.Write) { Roles = RoleSet.Of(role) };

    private static async Task<List<(string, long?)>> LinesAsync(TestPlatform platform) =>
        [.. (await platform.AllAsync("line")).Select(l => ((string)l["text"]!, (long?)l["place"])).OrderBy(l => l.Item2)];

    private static async Task<string> TagsAsync(TestPlatform platform, Guid person)
    {
        var tags = await platform.Reader.QueryAsync(new RecordQuery("tag") { Within = new("person", person, "tags"), Sort = [new RecordSort("name")] }, Office.Boss, CancellationToken.None);
        return string.Join(',', tags.Value.Rows.Select(r => r.Record["name"]));
    }
}

public sealed class SqliteDeepWriteTests() : DeepWriteContract(TestDatabases.Sqlite);

public sealed class PostgreSqlDeepWriteTests() : DeepWriteContract(TestDatabases.PostgreSql);
