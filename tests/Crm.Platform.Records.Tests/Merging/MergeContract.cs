using Crm.Platform.Abstractions;
using Crm.Platform.Records.History;
using Crm.Platform.Records.Merging;
using Crm.Platform.Records.Tests.Computed;
using Crm.Testing.Databases;
using Crm.Testing.Platforms;

namespace Crm.Platform.Records.Tests.Merging;

public abstract class MergeContract(Func<Task<TestDatabase>> database)
{
    private const string Clerk = """{"name":"clerk","entities":{"firm":{"read":true,"update":true,"delete":true},"person":{"read":"own"}}}""";
    private const string Reader = """{"name":"reader","entities":{"firm":{"read":true,"update":true}}}""";

    private static EntityDefinition Firm => new("firm",
    [
        new("name", FieldKinds.Text) { Title = "Name", Required = true },
        new("city", FieldKinds.Text) { Title = "City" },
        new("parent_id", FieldKinds.Lookup) { Title = "Parent", Lookup = "firm", OnDelete = OnDelete.Restrict },
        new("people", FieldKinds.Integer) { Title = "People", ReadOnly = true, Rollup = new("person", "firm_id", RollupFunction.Count, null, null) },
    ])
    { Title = "Firm", PluralTitle = "Firms", DisplayField = "name" };

    private static EntityDefinition Person => new("person",
    [
        new("name", FieldKinds.Text) { Title = "Name", Required = true },
        new("firm_id", FieldKinds.Lookup) { Title = "Firm", Lookup = "firm", OnDelete = OnDelete.Cascade },
        new("former_id", FieldKinds.Lookup) { Title = "Former firm", Lookup = "firm", OnDelete = OnDelete.Restrict },
    ])
    { Title = "Person", PluralTitle = "People", DisplayField = "name" };

    [Fact]
    public async Task Merge_MovesWhatPointsAtTheOthers_AndTrashesThem()
    {
        await using var platform = await StartAsync();
        var (keep, one, two) = (await FirmAsync(platform, "Keep"), await FirmAsync(platform, "One"), await FirmAsync(platform, "Two"));
        var below = await platform.AddAsync("firm", ("name", "Below"), ("parent_id", two));
        await platform.Writer.UpdateAsync("firm", keep, Shop.Input(("parent_id", one)), null, Shop.Ann, CancellationToken.None);
        var (ann, bob) = (await platform.AddAsync("person", ("name", "Ann"), ("firm_id", one)), await platform.AddAsync("person", ("name", "Bob"), ("firm_id", keep), ("former_id", two)));

        var merged = await MergeAsync(platform, Shop.Ann, keep, [one, two], ("city", "Ulm"));

        Assert.Equal((4, "Ulm"), (merged.Value.Moved, merged.Value.Record["city"]));
        var kept = await platform.ReadAsync("firm", keep);
        Assert.Equal((null, 2L), (kept["parent_id"], kept["people"]));
        Assert.Equal(keep, (await platform.ReadAsync("firm", below))["parent_id"]);
        Assert.Equal(keep, (await platform.ReadAsync("person", ann))["firm_id"]);
        Assert.Equal(keep, (await platform.ReadAsync("person", bob))["former_id"]);
        Assert.False((await platform.Reader.FindAsync("firm", one, Shop.Ann, CancellationToken.None)).IsSuccess);
    }

    [Fact]
    public async Task Merge_IsTakenBackAsAWhole()
    {
        await using var platform = await StartAsync();
        var (keep, other) = (await FirmAsync(platform, "Keep"), await FirmAsync(platform, "Other"));
        var ann = await platform.AddAsync("person", ("name", "Ann"), ("firm_id", other));
        var merged = (await MergeAsync(platform, Shop.Ann, keep, [other], ("city", "Ulm"))).Value;

        var undone = await platform.Get<IChangeUndo>().UndoAsync(merged.ChangeSet, Shop.Ann, CancellationToken.None);

        Assert.True(undone.IsSuccess);
        Assert.Equal("Other", (await platform.ReadAsync("firm", other))["name"]);
        Assert.Equal(other, (await platform.ReadAsync("person", ann))["firm_id"]);
        var kept = await platform.ReadAsync("firm", keep);
        Assert.Equal((null, 0L, 1L), (kept["city"], kept["people"], (await platform.ReadAsync("firm", other))["people"]));
    }

    [Fact]
    public async Task Merge_LeavesEverything_WhenAPartIsRefused()
    {
        await using var platform = await StartAsync();
        var (keep, other) = (await FirmAsync(platform, "Keep"), await FirmAsync(platform, "Other"));
        var ann = await platform.AddAsync("person", ("name", "Ann"), ("firm_id", other));

        var invalid = await MergeAsync(platform, Shop.Ann, keep, [other], ("name", null));
        var forbidden = await MergeAsync(platform, Shop.Ann with { Roles = RoleSet.Of("reader") }, keep, [other]);

        Assert.IsType<Invalid>(invalid.Failure);
        Assert.IsType<Forbidden>(forbidden.Failure);
        Assert.Equal(other, (await platform.ReadAsync("person", ann))["firm_id"]);
    }

    [Fact]
    public async Task Merge_TakesAlongWhatItsSenderMayNotSee()
    {
        await using var platform = await StartAsync();
        var (keep, other) = (await FirmAsync(platform, "Keep"), await FirmAsync(platform, "Other"));
        var hidden = await platform.AddAsync("person", ("name", "Hidden"), ("firm_id", other));

        var merged = await MergeAsync(platform, Shop.Ann with { Roles = RoleSet.Of("clerk") }, keep, [other]);

        Assert.True(merged.IsSuccess);
        Assert.Equal(keep, (await platform.ReadAsync("person", hidden))["firm_id"]);
    }

    [Fact]
    public async Task Merge_TakesRecordsThatPointAtEachOther()
    {
        await using var platform = await StartAsync();
        var keep = await FirmAsync(platform, "Keep");
        var parent = await FirmAsync(platform, "Parent");
        var child = await platform.AddAsync("firm", ("name", "Child"), ("parent_id", parent));

        var merged = await MergeAsync(platform, Shop.Ann, keep, [parent, child]);

        Assert.True(merged.IsSuccess);
        Assert.Single((await platform.Reader.QueryAsync(new("firm"), Shop.Ann, CancellationToken.None)).Value.Rows);
    }

    private static Task<Result<Merged>> MergeAsync(TestPlatform platform, Caller caller, Guid keep, Guid[] from, params (string, object?)[] values) =>
        platform.Get<IRecordMerge>().RunAsync("firm", keep, [.. from], Shop.Input(values), caller, CancellationToken.None);

    private static Task<Guid> FirmAsync(TestPlatform platform, string name) => platform.AddAsync("firm", ("name", name));

    private async Task<TestPlatform> StartAsync()
    {
        var platform = await TestPlatform.StartAsync(database);
        await platform.PublishAsync([Clerk, Reader], Firm, Person);
        return platform;
    }
}

public sealed class SqliteMergeTests() : MergeContract(TestDatabases.Sqlite);

public sealed class PostgreSqlMergeTests() : MergeContract(TestDatabases.PostgreSql);
