using Crm.Platform.Abstractions;
using Crm.Platform.Records.History;
using Crm.Platform.Records.Merging;
using Crm.Platform.Records.Tests.Computed;
using Crm.Platform.Records.Writing;
using Crm.Testing.Databases;
using Crm.Testing.Platforms;

namespace Crm.Platform.Records.Tests.Relations;

/// <summary>Links of many-to-many relations and what lives inside others, alike on every database.</summary>
public abstract class LinkContract(Func<Task<TestDatabase>> database)
{
    [Fact]
    public async Task Link_IsOnePerPair_AndIsSummedUp()
    {
        await using var platform = await Office.StartAsync(database);
        var (ann, vip) = (await platform.PersonAsync("Ann"), await platform.TagAsync("VIP"));
        await platform.TieAsync(ann, vip, 9);

        var again = await platform.Writer.CreateAsync("person_tags", Shop.Input(("person_id", ann), ("tag_id", vip)), Office.Boss, CancellationToken.None);
        var negative = await platform.Writer.CreateAsync("person_tags", Shop.Input(("person_id", ann), ("tag_id", await platform.TagAsync("New")), ("weight", -1L)), Office.Boss, CancellationToken.None);

        Assert.Equal("record.unique", Assert.IsType<Conflict>(again.Failure).Code);
        Assert.IsType<Invalid>(negative.Failure);
        Assert.Equal(1L, (await platform.ReadAsync("person", ann))["heavy_tags"]);
    }

    [Theory]
    [InlineData("person", "tag", "person", "tag")]
    [InlineData("person", "tag", "tag", "person")]
    [InlineData("tag", "person", "tag", "person")]
    [InlineData("tag", "person", "person", "tag")]
    public async Task Link_ComesBack_OnceBothEndsAreBack(string first, string second, string firstBack, string secondBack)
    {
        await using var platform = await Office.StartAsync(database);
        var ids = new Dictionary<string, Guid> { ["person"] = await platform.PersonAsync("Ann"), ["tag"] = await platform.TagAsync("VIP") };
        var link = await platform.TieAsync(ids["person"], ids["tag"]);

        await platform.TrashAsync(first, ids[first]);
        await platform.TrashAsync(second, ids[second]);
        Assert.Equal(0, await platform.CountAsync("person_tags"));
        await platform.BackAsync(firstBack, ids[firstBack]);
        Assert.Equal(0, await platform.CountAsync("person_tags"));
        await platform.BackAsync(secondBack, ids[secondBack]);

        Assert.Equal(link, Assert.Single(await platform.AllAsync("person_tags")).Id);
    }

    [Theory]
    [InlineData("person", "tag")]
    [InlineData("tag", "person")]
    public async Task Link_IsPurged_WithTheEndThatIsPurged(string first, string purged)
    {
        await using var platform = await Office.StartAsync(database);
        var ids = new Dictionary<string, Guid> { ["person"] = await platform.PersonAsync("Ann"), ["tag"] = await platform.TagAsync("VIP") };
        await platform.TieAsync(ids["person"], ids["tag"]);
        await platform.TrashAsync(first, ids[first]);
        await platform.TrashAsync(purged, ids[purged]);

        await platform.PurgeAsync(purged, ids[purged]);
        await platform.BackAsync(first, ids[first]);

        Assert.Equal((0, 0), (await platform.CountAsync("person_tags"), await platform.CountAsync("person_tags", trashed: true)));
    }

    [Fact]
    public async Task Merge_MovesLinks_DoublesNone_AndIsTakenBack()
    {
        await using var platform = await Office.StartAsync(database);
        var (keep, gone) = (await platform.PersonAsync("Keep"), await platform.PersonAsync("Gone"));
        var (both, only) = (await platform.TagAsync("Both"), await platform.TagAsync("Only"));
        await platform.TieAsync(keep, both);
        await platform.TieAsync(gone, both);
        await platform.TieAsync(gone, only);
        await platform.AddAsync("person_mates", ("from_person_id", keep), ("to_person_id", gone));

        var merged = await platform.Get<IRecordMerge>().RunAsync("person", keep, [gone], new RecordInput(), Office.Boss, CancellationToken.None);

        Assert.True(merged.IsSuccess, merged.Failure?.Message);
        var links = await platform.AllAsync("person_tags");
        Assert.Equal(new[] { both, only }.Order(), links.Select(l => (Guid)l["tag_id"]!).Order());
        Assert.All(links, l => Assert.Equal(keep, l["person_id"]));
        Assert.Equal(0, await platform.CountAsync("person_mates"));
        Assert.True((await platform.Get<IChangeUndo>().UndoAsync(merged.Value.ChangeSet, Office.Boss, CancellationToken.None)).IsSuccess);
        Assert.Equal(2, (await platform.AllAsync("person_tags")).Count(l => Equals(l["person_id"], gone)));
        Assert.Equal(1, await platform.CountAsync("person_mates"));
    }

    [Fact]
    public async Task Merge_OfTags_MovesLinksOfTheOtherEnd()
    {
        await using var platform = await Office.StartAsync(database);
        var (ann, bob) = (await platform.PersonAsync("Ann"), await platform.PersonAsync("Bob"));
        var (keep, gone) = (await platform.TagAsync("Keep"), await platform.TagAsync("Gone"));
        await platform.TieAsync(ann, keep);
        await platform.TieAsync(ann, gone);
        await platform.TieAsync(bob, gone);

        Assert.True((await platform.Get<IRecordMerge>().RunAsync("tag", keep, [gone], new RecordInput(), Office.Boss, CancellationToken.None)).IsSuccess);

        Assert.Equal(new[] { ann, bob }.Order(), (await platform.AllAsync("person_tags")).Select(l => (Guid)l["person_id"]!).Order());
    }

    [Fact]
    public async Task Owner_CountsChangesOfWhatLivesInside_OncePerWrite()
    {
        await using var platform = await Office.StartAsync(database);
        var bill = await platform.AddAsync("bill", ("name", "B"));
        var line = await platform.AddAsync("line", ("bill_id", bill), ("text", "a"), ("price", 2m));
        Assert.Equal((2L, 2m), await StateAsync(platform, bill));

        await platform.SetAsync("line", line, ("quantity", 3L));
        Assert.Equal((3L, 6m), await StateAsync(platform, bill));
        await platform.Writer.CreateManyAsync("line", [.. Enumerable.Range(0, 3).Select(i => Shop.Input(("bill_id", bill), ("text", $"{i}"), ("price", 1m)))], Office.Boss, CancellationToken.None);
        Assert.Equal((4L, 9m), await StateAsync(platform, bill));
        await platform.TrashAsync("line", line);
        Assert.Equal((5L, 3m), await StateAsync(platform, bill));

        var stale = await platform.Writer.UpdateAsync("bill", bill, Shop.Input(("name", "C")), 1, Office.Boss, CancellationToken.None);
        Assert.IsType<Stale>(stale.Failure);
    }

    [Fact]
    public async Task Owner_TakesWhatLivesInside_ToTheTrashAndBack()
    {
        await using var platform = await Office.StartAsync(database);
        var bill = await platform.AddAsync("bill", ("name", "B"));
        await platform.AddAsync("line", ("bill_id", bill), ("text", "a"), ("price", 2m));

        await platform.TrashAsync("bill", bill);
        Assert.Equal(0, await platform.CountAsync("line"));
        await platform.BackAsync("bill", bill);
        Assert.Equal(1, await platform.CountAsync("line"));
        Assert.Equal(2m, (await platform.ReadAsync("bill", bill))["total"]);
    }

    [Fact]
    public async Task Version_OfARecordThatOwnsNothing_StaysWhenItsChildrenChange()
    {
        await using var platform = await Office.StartAsync(database);
        var ann = await platform.PersonAsync("Ann");
        await platform.AddAsync("bill", ("name", "B"), ("person_id", ann));

        Assert.Equal(1L, (await platform.ReadAsync("person", ann)).Version);
    }

    private static async Task<(long, object?)> StateAsync(TestPlatform platform, Guid bill) => await platform.ReadAsync("bill", bill) is var record ? (record.Version, record["total"]) : default;
}

public sealed class SqliteLinkTests() : LinkContract(TestDatabases.Sqlite);

public sealed class PostgreSqlLinkTests() : LinkContract(TestDatabases.PostgreSql);
