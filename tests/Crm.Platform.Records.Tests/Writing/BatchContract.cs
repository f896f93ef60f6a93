using Crm.Platform.Abstractions;
using Crm.Platform.Records.Tests.Computed;
using Crm.Platform.Records.Writing;
using Crm.Testing.Databases;
using Crm.Testing.Platforms;

namespace Crm.Platform.Records.Tests.Writing;

/// <summary>Many records in one transaction: each is judged by what stands when its turn comes, not by what was tried before.</summary>
public abstract class BatchContract(Func<Task<TestDatabase>> database)
{
    private const string OwnOnly = """{"name":"rep","entities":{"node":{"create":true,"read":true,"update":"own","delete":"own"}}}""";

    private static readonly Caller Ann = Shop.Ann with { Roles = RoleSet.Of("rep") };

    private static EntityDefinition Node => new("node",
    [
        new("name", FieldKinds.Text) { Title = "Name", Required = true, Unique = true },
        new("parent_id", FieldKinds.Lookup) { Title = "Parent", Lookup = "node" },
        new("locked", FieldKinds.Boolean) { Title = "Locked" },
        new("note", FieldKinds.Text) { Title = "Note", ReadOnlyWhen = "parent.locked" },
        new("label", FieldKinds.Text) { Title = "Label", ReadOnly = true, Formula = "`${name}/${parent.name ?? ''}`" },
    ])
    { Title = "Node", PluralTitle = "Nodes", DisplayField = "name", Keys = [["name"]] };

    [Fact]
    public async Task CreateMany_RefusesWhatPointsAtARefusedRow()
    {
        await using var platform = await TestPlatform.StartAsync(database, Node);
        await platform.AddAsync("node", ("name", "Taken"));
        var refused = Guid.CreateVersion7();
        RecordInput[] inputs = [new RecordInput { Id = refused }.Set("name", "Taken"), Shop.Input(("name", "Below"), ("parent_id", refused)), Shop.Input(("name", "Apart"))];

        var outcomes = (await platform.Writer.CreateManyAsync("node", inputs, Shop.Ann, CancellationToken.None)).Value;

        Assert.Equal([typeof(Conflict), typeof(Invalid), null], outcomes.Select(o => o.Failure?.GetType()));
        Assert.Equal(("parent_id", "field.lookup"), Assert.IsType<Invalid>(outcomes[1].Failure).Problems.Select(p => (p.Path, p.Code)).Single());
    }

    [Fact]
    public async Task ChangeMany_ComputesFromWhatStands_WhenAnEarlierChangeWasUndone()
    {
        await using var platform = await TestPlatform.StartAsync(database);
        await platform.PublishAsync([OwnOnly], Node);
        var top = await platform.AddAsync("node", ("name", "Top"));
        var below = await platform.AddAsync("node", ("name", "Below"), ("parent_id", top));
        RecordChange[] changes =
        [
            new(top, RecordChangeKind.Update) { Input = Shop.Input(("name", "Gone"), (SystemFields.OwnerId, Guid.CreateVersion7())) },
            new(below, RecordChangeKind.Update) { Input = Shop.Input(("name", "Beneath")) },
        ];

        var outcomes = (await platform.Writer.ChangeManyAsync("node", changes, Ann, CancellationToken.None)).Value;

        Assert.Equal([false, true], outcomes.Select(o => o.IsSuccess));
        Assert.Equal("Beneath/Top", (await platform.ReadAsync("node", below))["label"]);
    }

    [Fact]
    public async Task ChangeMany_JudgesByItsOwnEarlierChanges()
    {
        await using var platform = await TestPlatform.StartAsync(database, Node);
        var top = await platform.AddAsync("node", ("name", "Top"));
        var (one, two) = (await platform.AddAsync("node", ("name", "One"), ("parent_id", top)), await platform.AddAsync("node", ("name", "Two"), ("parent_id", top)));
        RecordChange[] changes =
        [
            new(one, RecordChangeKind.Update) { Input = Shop.Input(("note", "before")) },
            new(top, RecordChangeKind.Update) { Input = Shop.Input(("locked", true)) },
            new(two, RecordChangeKind.Update) { Input = Shop.Input(("note", "after")) },
        ];

        var outcomes = (await platform.Writer.ChangeManyAsync("node", changes, Shop.Ann, CancellationToken.None)).Value;

        Assert.Equal([null, null, typeof(Invalid)], outcomes.Select(o => o.Failure?.GetType()));
    }

    [Fact]
    public async Task ChangeMany_FindsNoTarget_InWhatItSentToTheTrash()
    {
        await using var platform = await TestPlatform.StartAsync(database, Node);
        var top = await platform.AddAsync("node", ("name", "Top"));
        var (one, two) = (await platform.AddAsync("node", ("name", "One")), await platform.AddAsync("node", ("name", "Two")));
        RecordChange[] changes =
        [
            new(one, RecordChangeKind.Update) { Input = Shop.Input(("parent_id", top)) },
            new(top, RecordChangeKind.Delete),
            new(two, RecordChangeKind.Update) { Input = Shop.Input(("parent_id", top)) },
            new(top, RecordChangeKind.Restore),
            new(two, RecordChangeKind.Update) { Input = Shop.Input(("parent_id", top)) },
        ];

        var outcomes = (await platform.Writer.ChangeManyAsync("node", changes, Shop.Ann, CancellationToken.None)).Value;

        Assert.Equal([true, true, false, true, true], outcomes.Select(o => o.IsSuccess));
    }

    [Fact]
    public async Task ReadOnly_LooksAtTheTargetAsItWas_WhenTheLookupMovesToo()
    {
        await using var platform = await TestPlatform.StartAsync(database, Node);
        var (one, two) = (await platform.AddAsync("node", ("name", "One"), ("locked", true)), await platform.AddAsync("node", ("name", "Two"), ("locked", true)));
        var below = await platform.AddAsync("node", ("name", "Below"), ("parent_id", one));

        var moved = await platform.SetAsync("node", below, ("parent_id", two), ("note", "slipped in"));

        Assert.Equal(("note", "field.locked"), Assert.IsType<Invalid>(moved.Failure).Problems.Select(p => (p.Path, p.Code)).Single());
    }
}

public sealed class SqliteBatchTests() : BatchContract(TestDatabases.Sqlite);

public sealed class PostgreSqlBatchTests() : BatchContract(TestDatabases.PostgreSql);
