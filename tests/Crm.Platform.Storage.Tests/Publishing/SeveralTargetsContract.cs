using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Publishing.Tombstones;
using Crm.Platform.Records.History;
using Crm.Platform.Records.Reading;
using Crm.Platform.Records.Writing;
using Crm.Testing.Databases;
using Crm.Testing.Platforms;

namespace Crm.Platform.Storage.Tests.Publishing;

/// <summary>Lookups that may point at other entities than before, with the records that are there; alike on every database.</summary>
public abstract class SeveralTargetsContract(Func<Task<TestDatabase>> database)
{
    private const string Firm = "{'name':'firm','properties':{'name':{'type':'string'}}}";
    private const string Deal = "{'name':'deal','properties':{'name':{'type':'string'}}}";
    private const string Lead = "{'name':'lead','properties':{'name':{'type':'string'}}}";

    [Theory]
    [InlineData("['deal','firm']")]
    [InlineData("'*'")]
    public async Task One_BecomesSeveral_AndEveryLinkSaysWhichItIs(string lookup)
    {
        await using var platform = await StartAsync("'firm'");
        var firm = await platform.AddAsync("firm", ("name", "Acme"));
        var (linked, free) = (await platform.AddAsync("task", ("subject", "A"), ("about_id", firm)), await platform.AddAsync("task", ("subject", "B")));
        await PatchAsync(platform, lookup);

        var plan = await platform.PlanAsync();
        Assert.Null((await platform.PublishDraftAsync()).Failure);

        Assert.Contains("fill_field task.about_type", plan.Steps(), StringComparison.Ordinal);
        Assert.Equal("Records that point somewhere get 'firm'.", plan.Operations.Single(o => o.Kind == "fill_field").Message);
        Assert.Empty(plan.Losses);
        Assert.Equal((firm, "firm", null), ((await platform.ReadAsync("task", linked))["about_id"], (await platform.ReadAsync("task", linked))["about_type"], (await platform.ReadAsync("task", free))["about_type"]));
        Assert.Equal(["Acme", null], await NamesAsync(platform));
        var deal = await platform.AddAsync("deal", ("name", "Big"));
        Assert.True((await SetAsync(platform, free, ("about_id", deal), ("about_type", "deal"))).IsSuccess);
    }

    [Fact]
    public async Task Several_TakeMore_AndLessWhereNoRecordPointsThere()
    {
        await using var platform = await StartAsync("['firm','deal']");
        var firm = await platform.AddAsync("firm", ("name", "Acme"));
        await platform.AddAsync("task", ("subject", "A"), ("about_id", firm));

        foreach (var lookup in (string[])["['firm','deal','lead']", "'*'", "['firm','lead']", "['firm']"])
        {
            await PatchAsync(platform, lookup);
            Assert.Null((await platform.PublishDraftAsync()).Failure);
            Assert.Equal(["Acme"], await NamesAsync(platform));
        }
    }

    [Theory]
    [InlineData("['firm','deal']", "['deal']")]
    [InlineData("['firm','deal']", "'deal'")]
    [InlineData("'*'", "['deal','lead']")]
    [InlineData("'*'", "'deal'")]
    public async Task Targets_AreNotTakenAway_WhileRecordsPointThere(string before, string after)
    {
        await using var platform = await StartAsync(before);
        var firm = await platform.AddAsync("firm", ("name", "Acme"));
        var (task, gone) = (await platform.AddAsync("task", ("subject", "A"), ("about_id", firm)), await platform.AddAsync("task", ("subject", "Trashed"), ("about_id", firm)));
        await platform.Writer.DeleteAsync("task", gone, null, Caller.Platform, CancellationToken.None);
        await PatchAsync(platform, after);

        var plan = await platform.PlanAsync();
        var refused = await platform.PublishDraftAsync();

        var misfit = Assert.Single(plan.Misfits);
        Assert.Equal(("publish.targets", "task.properties.about_id.x-crm.lookup", 1L, task), (misfit.Code, misfit.Path, misfit.Count, misfit.Records[0].Id));
        Assert.Equal("1 value of About points at what it may not point at any more.", misfit.Message);
        Assert.Equal("metadata.change.refused", refused.Failure?.Code);
    }

    [Fact]
    public async Task Several_BecomeOne_AndSeveralAgain()
    {
        await using var platform = await StartAsync("['firm','deal']");
        var (firm, deal) = (await platform.AddAsync("firm", ("name", "Acme")), await platform.AddAsync("deal", ("name", "Big")));
        var task = await platform.AddAsync("task", ("subject", "A"), ("about_id", firm));
        await PatchAsync(platform, "'firm'");
        Assert.Null((await platform.PublishDraftAsync()).Failure);
        Assert.Equal(["Acme"], await NamesAsync(platform));
        await SetAsync(platform, task, ("about_id", null));
        var other = await platform.AddAsync("task", ("subject", "B"), ("about_id", firm));

        // What was kept aside says of the first task what is no longer so, and nothing of the second.
        await PatchAsync(platform, "['firm','deal']");
        Assert.Null((await platform.PublishDraftAsync()).Failure);

        Assert.Equal((null, "firm"), ((await platform.ReadAsync("task", task))["about_type"], (await platform.ReadAsync("task", other))["about_type"]));
        Assert.True((await SetAsync(platform, task, ("about_id", deal))).IsSuccess);
        Assert.Equal(["Big", "Acme"], await NamesAsync(platform));
    }

    [Fact]
    public async Task Target_IsRenamed_InRecordsAndTheirHistory()
    {
        await using var platform = await StartAsync("['firm','deal']");
        await platform.DefineAsync("{'name':'note','properties':{'text':{'type':'string'},'on_id':{'x-crm':{'lookup':'*'}}}}");
        var (firm, deal) = (await platform.AddAsync("firm", ("name", "Acme")), await platform.AddAsync("deal", ("name", "Big")));
        var task = await platform.AddAsync("task", ("subject", "A"), ("about_id", firm));
        await platform.AddAsync("note", ("text", "N"), ("on_id", firm), ("on_type", "firm"));
        await SetAsync(platform, task, ("about_id", deal));
        await platform.DraftAsync("{'name':'company','x-crm':{'renamedFrom':'firm'},'properties':{'name':{'type':'string'}}}", Task("['company','deal']"));

        Assert.Null((await platform.PublishDraftAsync()).Failure);

        Assert.Equal("company", (await platform.Reader.QueryAsync(new RecordQuery("note"), Caller.Platform, CancellationToken.None)).Value.Rows[0].Record["on_type"]);
        var entry = (await platform.Get<IRecordHistory>().ListAsync("task", task, null, 10, Caller.Platform, CancellationToken.None)).Value.Entries.First(e => e.Field?.Name == "about_type");
        Assert.Equal(("\"company\"", "\"deal\""), (entry.Old, entry.New));
        Assert.True((await platform.Get<IRecordHistory>().PutBackAsync("task", task, entry.Id, false, Caller.Platform, CancellationToken.None)).IsSuccess);
        Assert.Equal(["Acme"], await NamesAsync(platform));
    }

    [Fact]
    public async Task Lookup_IsRenamed_WithWhatSaysWhich()
    {
        await using var platform = await StartAsync("['firm','deal']");
        var firm = await platform.AddAsync("firm", ("name", "Acme"));
        var task = await platform.AddAsync("task", ("subject", "A"), ("about_id", firm));
        await platform.PatchAsync("task", "{'properties':{'about_id':null,'topic_id':{'x-crm':{'lookup':['firm','deal'],'renamedFrom':'about_id'}}}}");

        var plan = await platform.PlanAsync();
        Assert.Null((await platform.PublishDraftAsync()).Failure);

        Assert.Empty(plan.Losses);
        Assert.Equal((firm, "firm"), ((await platform.ReadAsync("task", task))["topic_id"], (await platform.ReadAsync("task", task))["topic_type"]));
    }

    [Fact]
    public async Task One_BecomesSeveral_UnderAnotherName()
    {
        await using var platform = await StartAsync("'deal'");
        var deal = await platform.AddAsync("deal", ("name", "Big"));
        var (task, free) = (await platform.AddAsync("task", ("subject", "A"), ("about_id", deal)), await platform.AddAsync("task", ("subject", "B")));
        await platform.PatchAsync("task", "{'properties':{'about_id':null,'topic_id':{'x-crm':{'lookup':['lead','deal'],'renamedFrom':'about_id'}}}}");

        var plan = await platform.PlanAsync();
        Assert.Null((await platform.PublishDraftAsync()).Failure);

        Assert.Empty(plan.Losses);
        Assert.Equal((deal, "deal", null), ((await platform.ReadAsync("task", task))["topic_id"], (await platform.ReadAsync("task", task))["topic_type"], (await platform.ReadAsync("task", free))["topic_type"]));
    }

    [Fact]
    public async Task Target_ThatIsRemoved_IsABrokenUse_AndItsLinksWorkAgainWhenItComesBack()
    {
        await using var platform = await StartAsync("['firm','deal']");
        var firm = await platform.AddAsync("firm", ("name", "Acme"));
        var task = await platform.AddAsync("task", ("subject", "A"), ("about_id", firm));
        await platform.DeleteAsync("entity", "firm");

        var plan = await platform.PlanAsync();
        Assert.Null((await platform.PublishDraftAsync("entity:firm")).Failure);

        Assert.Contains(plan.Broken, b => b is { Kind: "entity", Name: "task", Path: "properties.about_id.x-crm.lookup[0]" });
        Assert.Equal([null], await NamesAsync(platform));
        Assert.True((await SetAsync(platform, task, ("subject", "Still"))).IsSuccess);
        await platform.DefineAsync(Firm);
        Assert.Equal(["Acme"], await NamesAsync(platform));
    }

    [Fact]
    public async Task Entity_IsRemoved_WithoutBreakingWhatMayPointAtAnything()
    {
        await using var platform = await StartAsync("'*'");
        await platform.AddAsync("task", ("subject", "A"), ("about_id", await platform.AddAsync("firm", ("name", "Acme"))));
        await platform.DeleteAsync("entity", "firm");

        var plan = await platform.PlanAsync();
        Assert.Null((await platform.PublishDraftAsync("entity:firm")).Failure);

        Assert.Empty(plan.Broken);
        Assert.Equal([null], await NamesAsync(platform));
    }

    [Fact]
    public async Task Lookup_ThatWasRemoved_ComesBackWithBoth_OrIsPurgedWithBoth()
    {
        await using var platform = await StartAsync("['firm','deal']");
        var firm = await platform.AddAsync("firm", ("name", "Acme"));
        var task = await platform.AddAsync("task", ("subject", "A"), ("about_id", firm));
        var keeper = platform.Get<ITombstones>();
        async Task<Tombstone> RemovedAsync(string field)
        {
            await platform.PatchAsync("task", "{'properties':{'about_id':null}}");
            Assert.Equal(["field:task.about_id"], (await platform.PlanAsync()).Losses.Select(l => l.Id));
            Assert.Null((await platform.PublishDraftAsync("field:task.about_id")).Failure);
            return (await keeper.ListAsync(Caller.Platform, CancellationToken.None)).Value.Single(t => t.Field == field);
        }

        foreach (var field in (string[])["about_type", "about_id"])
        {
            Assert.Null((await keeper.RestoreAsync((await RemovedAsync(field)).Id, Caller.Platform, CancellationToken.None)).Failure);
            Assert.Null((await platform.PublishDraftAsync()).Failure);
            Assert.Equal((firm, "firm"), ((await platform.ReadAsync("task", task))["about_id"], (await platform.ReadAsync("task", task))["about_type"]));
        }
        Assert.Null((await keeper.PurgeAsync((await RemovedAsync("about_id")).Id, Caller.Platform, CancellationToken.None)).Failure);
        Assert.Empty((await keeper.ListAsync(Caller.Platform, CancellationToken.None)).Value);
    }

    private async Task<TestPlatform> StartAsync(string lookup)
    {
        var platform = await TestPlatform.StartAsync(database);
        await platform.DefineAsync(Firm, Deal, Lead, Task(lookup));
        return platform;
    }

    private static string Task(string lookup) => $"{{'name':'task','properties':{{'subject':{{'type':'string'}},'about_id':{{'x-crm':{{'lookup':{lookup}}}}}}}}}";

    private static Task PatchAsync(TestPlatform platform, string lookup) => platform.PatchAsync("task", $"{{'properties':{{'about_id':{{'x-crm':{{'lookup':{lookup}}}}}}}}}");

    private static Task<Result<Record>> SetAsync(TestPlatform platform, Guid task, params (string Field, object? Value)[] values) =>
        platform.Writer.UpdateAsync("task", task, values.Aggregate(new RecordInput(), (input, v) => input.Set(v.Field, v.Value)), null, Caller.Platform, CancellationToken.None);

    /// <summary>What each task is about, in the order of their subjects.</summary>
    private static async Task<IEnumerable<object?>> NamesAsync(TestPlatform platform) =>
        (await platform.Reader.QueryAsync(new RecordQuery("task") { Expand = ["about"], Sort = [new RecordSort("subject")] }, Caller.Platform, CancellationToken.None)).Value.Rows.Select(r => r.Target("about")?["name"]);
}

public sealed class SqliteSeveralTargetsTests() : SeveralTargetsContract(TestDatabases.Sqlite);

public sealed class PostgreSqlSeveralTargetsTests() : SeveralTargetsContract(TestDatabases.PostgreSql);
