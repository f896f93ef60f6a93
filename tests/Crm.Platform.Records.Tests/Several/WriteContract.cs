using Crm.Platform.Abstractions;
using Crm.Platform.Records.History;
using Crm.Platform.Records.Writing;
using Crm.Testing.Databases;

namespace Crm.Platform.Records.Tests.Several;

/// <summary>Writing a lookup of several entities: it and what says which are set together or not at all.</summary>
public abstract class WriteContract(Func<Task<TestDatabase>> database)
{
    [Fact]
    public async Task Create_KeepsIdAndType_AndTellsTheTypeByTheId()
    {
        await using var desk = await Desk.StartAsync(database);
        var (firm, deal) = (await desk.AddAsync("firm", ("name", "Acme")), await desk.AddAsync("deal", ("name", "Big")));

        var both = await desk.ReadAsync("task", await desk.AddAsync("task", ("subject", "A"), ("regarding_id", firm), ("regarding_type", "firm")));
        var alone = await desk.ReadAsync("task", await desk.AddAsync("task", ("subject", "B"), ("regarding_id", deal)));

        Assert.Equal((firm, "firm"), (both["regarding_id"], both["regarding_type"]));
        Assert.Equal((deal, "deal"), (alone["regarding_id"], alone["regarding_type"]));
    }

    [Fact]
    public async Task Create_PointsAtAnything_WhereTheTypeIsGiven()
    {
        await using var desk = await Desk.StartAsync(database);
        var user = (await desk.Platform.Writer.CreateAsync("user", Desk.Input(("name", "Ben")), Caller.Platform, CancellationToken.None)).Value.Id;
        var task = await desk.AddAsync("task", ("subject", "A"));

        var ofTask = await desk.CreateAsync("note", Desk.Ann, ("about_id", task), ("about_type", "task"));
        var ofUser = await desk.CreateAsync("note", Desk.Ann, ("about_id", user), ("about_type", "user"));

        Assert.True(ofTask.IsSuccess && ofUser.IsSuccess);
        Assert.Equal("user", ofUser.Value["about_type"]);
    }

    [Theory]
    [InlineData("unknown", null, "regarding_id", "field.lookup")]
    [InlineData("unknown", "firm", "regarding_id", "field.lookup")]
    [InlineData("deal", "firm", "regarding_id", "field.lookup")]
    [InlineData("trashed", "firm", "regarding_id", "field.lookup")]
    [InlineData("trashed", null, "regarding_id", "field.lookup")]
    [InlineData("task", null, "regarding_id", "field.lookup")]
    [InlineData("deal", "task", "regarding_type", "field.choice")]
    [InlineData("deal", "dael", "regarding_type", "field.choice")]
    [InlineData(null, "firm", "regarding_type", "field.lookup_type")]
    public async Task Write_IsRefusedAtItsPath_WhenIdAndTypeAreOfNoTarget(string? to, string? type, string path, string code)
    {
        await using var desk = await Desk.StartAsync(database);
        var known = new Dictionary<string, Guid> { ["unknown"] = Guid.CreateVersion7(), ["deal"] = await desk.AddAsync("deal", ("name", "Big")), ["trashed"] = await desk.AddAsync("firm", ("name", "Gone")), ["task"] = await desk.AddAsync("task", ("subject", "T")) };
        await desk.DeleteAsync("firm", known["trashed"]);
        List<(string, object?)> values = [("subject", "A")];
        if (to is not null)
            values.Add(("regarding_id", known[to]));
        if (type is not null)
            values.Add(("regarding_type", type));

        var made = await desk.CreateAsync("task", Desk.Ann, [.. values]);
        var changed = await desk.ChangeAsync("task", known["task"], [.. values]);

        foreach (var outcome in new[] { made, changed })
        {
            var problem = Assert.Single(Assert.IsType<Invalid>(outcome.Failure).Problems);
            Assert.Equal((path, code), (problem.Path, problem.Code));
        }
    }

    [Theory]
    [InlineData(null, "about_id", "field.lookup", "'about_type'")]
    [InlineData("frim", "about_type", "field.lookup_type", "'firm'")]
    public async Task Create_SaysWhatIsMissing_WhenAnyEntityComesIntoQuestion(string? type, string path, string code, string hint)
    {
        await using var desk = await Desk.StartAsync(database);
        var others = Enumerable.Range(0, 11).Select(i => desk.Platform.Read($$"""{ "name": "other_{{i}}", "properties": { "name": { "type": "string" } } }"""));
        await desk.Platform.PublishAsync([.. desk.Platform.Snapshot.Entities, .. others]);
        var firm = await desk.AddAsync("firm", ("name", "Acme"));

        var made = await desk.CreateAsync("note", Desk.Ann, type is null ? [("about_id", firm)] : [("about_id", firm), ("about_type", type)]);

        var problem = Assert.Single(Assert.IsType<Invalid>(made.Failure).Problems);
        Assert.Equal((path, code), (problem.Path, problem.Code));
        Assert.Contains(hint, problem.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Update_ClearsAndMovesBoth_AndNeverTheTypeAlone()
    {
        await using var desk = await Desk.StartAsync(database);
        var (firm, deal) = (await desk.AddAsync("firm", ("name", "Acme")), await desk.AddAsync("deal", ("name", "Big")));
        var task = await desk.AddAsync("task", ("subject", "A"), ("regarding_id", firm));

        var elsewhere = await desk.ChangeAsync("task", task, ("regarding_type", "deal"));
        var emptied = await desk.ChangeAsync("task", task, ("regarding_type", null));
        var moved = await desk.ChangeAsync("task", task, ("regarding_id", deal), ("regarding_type", "deal"));
        var same = await desk.ChangeAsync("task", task, ("regarding_id", deal));
        var cleared = await desk.ChangeAsync("task", task, ("regarding_id", null));

        Assert.Equal("regarding_id", Assert.Single(((Invalid)elsewhere.Failure!).Problems).Path);
        Assert.Equal("regarding_type", Assert.Single(((Invalid)emptied.Failure!).Problems).Path);
        Assert.Equal((deal, "deal"), (moved.Value["regarding_id"], moved.Value["regarding_type"]));
        Assert.Equal(moved.Value.Version, same.Value.Version);
        Assert.Equal((null, null), (cleared.Value["regarding_id"], cleared.Value["regarding_type"]));
    }

    [Fact]
    public async Task CreateMany_ChecksEachRow_ByItsType()
    {
        await using var desk = await Desk.StartAsync(database);
        var (one, two, deal) = (await desk.AddAsync("firm", ("name", "One")), await desk.AddAsync("firm", ("name", "Two")), await desk.AddAsync("deal", ("name", "Big")));
        RecordInput Row(Guid id, string? type) => type is null ? Desk.Input(("subject", "x"), ("regarding_id", id)) : Desk.Input(("subject", "x"), ("regarding_id", id), ("regarding_type", type));

        var made = await desk.Platform.Writer.CreateManyAsync("task", [Row(one, "firm"), Row(two, "firm"), Row(deal, "firm"), Row(deal, "deal"), Row(two, null), Row(Guid.CreateVersion7(), "deal")], Desk.Ann, CancellationToken.None);

        Assert.Equal([true, true, false, true, true, false], made.Value.Select(m => m.IsSuccess));
    }

    [Fact]
    public async Task RollUpsAndFormulas_FollowWhatTheLookupPointsAt()
    {
        await using var desk = await Desk.StartAsync(database);
        var (firm, other) = (await desk.AddAsync("firm", ("name", "Acme")), await desk.AddAsync("firm", ("name", "Beta")));
        var deal = await desk.AddAsync("deal", ("name", "Big"), ("amount", 21L), ("firm_id", other));
        var task = await desk.AddAsync("task", ("subject", "A"), ("regarding_id", firm));
        await desk.AddAsync("note", ("text", "x"), ("minutes", 30L), ("about_id", firm), ("about_type", "firm"));
        Assert.Equal((1L, 30L), ((await desk.ReadAsync("firm", firm))["open_tasks"], (await desk.ReadAsync("firm", firm))["spent"]));
        Assert.Equal(("Acme", "care", null), await ValuesAsync());

        await desk.ChangeAsync("task", task, ("regarding_id", deal));
        Assert.Equal(0L, (await desk.ReadAsync("firm", firm))["open_tasks"]);
        Assert.Equal(("Beta", "sale", 42L), await ValuesAsync());

        await desk.ChangeAsync("firm", other, ("name", "Gamma"));
        Assert.Equal(("Gamma", "sale", 42L), await ValuesAsync());

        await desk.ChangeAsync("task", task, ("regarding_id", null));
        Assert.Equal((null, "free", null), await ValuesAsync());

        async Task<(object?, object?, object?)> ValuesAsync() => await desk.ReadAsync("task", task) is var read ? (read["label"], read["kind"], read["worth"]) : default;
    }

    [Fact]
    public async Task PutBack_BringsIdAndTypeBackTogether_FromEitherEntry()
    {
        await using var desk = await Desk.StartAsync(database);
        var (firm, deal) = (await desk.AddAsync("firm", ("name", "Acme")), await desk.AddAsync("deal", ("name", "Big")));
        var history = desk.Platform.Get<IRecordHistory>();
        foreach (var field in new[] { "regarding_id", "regarding_type" })
        {
            var task = await desk.AddAsync("task", ("subject", "A"), ("regarding_id", firm));
            await desk.ChangeAsync("task", task, ("regarding_id", deal));
            var entry = (await history.ListAsync("task", task, null, 20, Desk.Ann, CancellationToken.None)).Value.Entries.First(e => e.Field?.Name == field);

            var back = await history.PutBackAsync("task", task, entry.Id, false, Desk.Ann, CancellationToken.None);

            Assert.Equal((firm, "firm"), (back.Value["regarding_id"], back.Value["regarding_type"]));
        }
    }
}

public sealed class SqliteWriteTests() : WriteContract(TestDatabases.Sqlite);

public sealed class PostgreSqlWriteTests() : WriteContract(TestDatabases.PostgreSql);
