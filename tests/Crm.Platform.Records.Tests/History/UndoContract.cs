using Crm.Platform.Abstractions;
using Crm.Platform.Records.History;
using Crm.Platform.Records.Writing;
using Crm.Testing.Databases;
using Crm.Testing.Platforms;

namespace Crm.Platform.Records.Tests.History;

/// <summary>Taking groups of changes back, alike on every database.</summary>
public abstract class UndoContract(Func<Task<TestDatabase>> database)
{
    private static readonly Caller Ann = new(Guid.CreateVersion7(), CallerRights.Read | CallerRights.Write) { Name = "Ann" };
    private static readonly Caller Ben = new(Guid.CreateVersion7(), CallerRights.Read | CallerRights.Write) { Name = "Ben" };

    [Fact]
    public async Task Undo_SendsCreatedRecordsToTheTrash_ButThoseChangedLater()
    {
        var visit = TestEntities.Visit;
        var restricting = visit with { Fields = [.. visit.Fields.Select(f => f.Name == "site_id" ? f with { OnDelete = OnDelete.Restrict } : f)] };
        await using var platform = await TestPlatform.StartAsync(database, TestEntities.Site, restricting);
        var group = Grouped();
        var site = await CreateAsync(platform, "site", group, ("name", "North"));
        var visits = (await platform.Writer.CreateManyAsync("visit", [.. Enumerable.Range(0, 450).Select(i => new RecordInput().Set("subject", $"V{i}").Set("site_id", site))], group, CancellationToken.None)).Value;
        await UpdateAsync(platform, "visit", visits[7].Value, Ben, ("subject", "Kept"));

        var outcome = await UndoAsync(platform, group);

        Assert.Equal((449, 2), (outcome.Undone, outcome.LeftCount));
        Assert.Equal([(visits[7].Value, "undo.changed_later"), (site, "record.in_use")], outcome.Left.Select(l => (l.Id, l.Code)));
        Assert.Contains("by Ben", outcome.Left[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Undo_PutsFieldsBack_ButThoseChangedLater()
    {
        await using var platform = await TestPlatform.StartAsync(database, TestEntities.Site);
        var first = await CreateAsync(platform, "site", Ann, ("name", "One"), ("region", "EU"));
        var second = await CreateAsync(platform, "site", Ann, ("name", "Two"));
        var third = await CreateAsync(platform, "site", Ann, ("name", "Three"));
        var group = Grouped();
        foreach (var id in new[] { first, second, third })
        {
            await UpdateAsync(platform, "site", id, group, ("region", "US"));
            await UpdateAsync(platform, "site", id, group, ("region", "APAC"));
        }
        await UpdateAsync(platform, "site", second, Ben, ("region", "UK"));
        await UpdateAsync(platform, "site", third, Ben, ("name", "Drei"));

        var outcome = await UndoAsync(platform, group);

        Assert.Equal(("EU", "UK", null), (await ValueAsync(platform, first, "region"), await ValueAsync(platform, second, "region"), await ValueAsync(platform, third, "region")));
        Assert.Equal("Drei", await ValueAsync(platform, third, "name"));
        Assert.Equal((2, second), (outcome.Undone, Assert.Single(outcome.Left).Id));
    }

    [Fact]
    public async Task Undo_LeavesWhatOthersChangedBetweenItsOwnChanges_AndPutsTheRestBack()
    {
        await using var platform = await TestPlatform.StartAsync(database, TestEntities.Site);
        var (site, twice) = (await CreateAsync(platform, "site", Ann, ("name", "One"), ("region", "EU")), await CreateAsync(platform, "site", Ann, ("name", "Two"), ("region", "EU")));
        var group = Grouped();
        foreach (var id in new[] { site, twice })
        {
            await UpdateAsync(platform, "site", id, group, ("region", "US"));
            await UpdateAsync(platform, "site", id, Ben, ("region", "UK"));
        }
        await UpdateAsync(platform, "site", site, group, ("name", "Eins"));
        await UpdateAsync(platform, "site", twice, group, ("region", "APAC"), ("name", "Zwei"));

        var outcome = await UndoAsync(platform, group);

        Assert.Equal(("UK", "One"), (await ValueAsync(platform, site, "region"), await ValueAsync(platform, site, "name")));
        Assert.Equal(("APAC", "Two"), (await ValueAsync(platform, twice, "region"), await ValueAsync(platform, twice, "name")));
        Assert.Equal((0, 2), (outcome.Undone, outcome.LeftCount));
        Assert.All(outcome.Left, left => Assert.Equal("undo.changed_later", left.Code));
        Assert.All(outcome.Left, left => Assert.StartsWith("Region was changed afterwards by Ben", left.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Undo_KeepsARecordItMade_ThatOthersChangedBetweenItsOwnChanges()
    {
        await using var platform = await TestPlatform.StartAsync(database, TestEntities.Site);
        var group = Grouped();
        var site = await CreateAsync(platform, "site", group, ("name", "North"));
        await UpdateAsync(platform, "site", site, Ben, ("region", "UK"));
        await UpdateAsync(platform, "site", site, group, ("name", "Nord"));

        var outcome = await UndoAsync(platform, group);

        Assert.Equal("UK", await ValueAsync(platform, site, "region"));
        Assert.Equal("undo.changed_later", Assert.Single(outcome.Left).Code);
    }

    [Fact]
    public async Task Undo_KeepsARecordItBroughtBack_ThatOthersChangedBetweenItsOwnChanges()
    {
        await using var platform = await TestPlatform.StartAsync(database, TestEntities.Site);
        var site = await CreateAsync(platform, "site", Ann, ("name", "North"));
        await platform.Writer.DeleteAsync("site", site, null, Ann, CancellationToken.None);
        var group = Grouped();
        await platform.Writer.RestoreAsync("site", site, group, CancellationToken.None);
        await UpdateAsync(platform, "site", site, Ben, ("region", "UK"));
        await UpdateAsync(platform, "site", site, group, ("name", "Nord"));

        var outcome = await UndoAsync(platform, group);

        Assert.Equal("UK", await ValueAsync(platform, site, "region"));
        Assert.Equal("undo.changed_later", Assert.Single(outcome.Left).Code);
    }

    [Fact]
    public async Task Undo_LeavesARecordInTheTrash_ThatOthersSentThereAgain()
    {
        await using var platform = await TestPlatform.StartAsync(database, TestEntities.Site);
        var site = await CreateAsync(platform, "site", Ann, ("name", "North"));
        var group = Grouped();
        await platform.Writer.DeleteAsync("site", site, null, group, CancellationToken.None);
        await platform.Writer.RestoreAsync("site", site, Ben, CancellationToken.None);
        await platform.Writer.DeleteAsync("site", site, null, Ben, CancellationToken.None);

        var outcome = await UndoAsync(platform, group);

        Assert.Equal("undo.changed_later", Assert.Single(outcome.Left).Code);
        Assert.IsType<NotFound>((await platform.Reader.FindAsync("site", site, Ann, CancellationToken.None)).Failure);
    }

    [Fact]
    public async Task Undo_LeavesAValue_ThatChangedWhileNoHistoryWasKept()
    {
        await using var platform = await TestPlatform.StartAsync(database, TestEntities.Site);
        var site = await CreateAsync(platform, "site", Ann, ("name", "North"), ("region", "EU"));
        var group = Grouped();
        await UpdateAsync(platform, "site", site, group, ("region", "US"));
        await platform.PublishAsync(TestEntities.Site with { Audit = false });
        await UpdateAsync(platform, "site", site, Ben, ("region", "UK"));
        await platform.PublishAsync(TestEntities.Site);

        var outcome = await UndoAsync(platform, group);

        Assert.Equal("UK", await ValueAsync(platform, site, "region"));
        Assert.Equal("undo.changed_later", Assert.Single(outcome.Left).Code);
    }

    [Fact]
    public async Task Undo_BringsDeletedRecordsBack_WithWhatWentAlong_AndCanBeUndoneItself()
    {
        await using var platform = await TestPlatform.StartAsync(database, TestEntities.Site, TestEntities.Visit);
        var site = await CreateAsync(platform, "site", Ann, ("name", "North"));
        var visit = await CreateAsync(platform, "visit", Ann, ("subject", "A"), ("site_id", site));
        var group = Grouped();
        await platform.Writer.ChangeManyAsync("site", [new RecordChange(site, RecordChangeKind.Delete)], group, CancellationToken.None);

        var undone = await UndoAsync(platform, group);
        var back = await platform.Reader.FindAsync("visit", visit, Ann, CancellationToken.None);
        var again = await platform.Get<IChangeUndo>().UndoAsync(undone.ChangeSet, Ann, CancellationToken.None);

        Assert.Equal((2, 0), (undone.Undone, undone.LeftCount));
        Assert.True(back.IsSuccess);
        Assert.Equal(2, again.Value.Undone);
        Assert.IsType<NotFound>((await platform.Reader.FindAsync("site", site, Ann, CancellationToken.None)).Failure);
    }

    [Fact]
    public async Task Undo_IsForWhoMadeTheChanges_AndAdministrators()
    {
        await using var platform = await TestPlatform.StartAsync(database, TestEntities.Site);
        var group = Grouped();
        await CreateAsync(platform, "site", group, ("name", "North"));
        var undo = platform.Get<IChangeUndo>();

        var strange = await undo.UndoAsync(group.ChangeSet!.Value, Ben, CancellationToken.None);
        var administrator = await undo.UndoAsync(group.ChangeSet.Value, Ben with { Rights = Ben.Rights | CallerRights.Admin }, CancellationToken.None);

        Assert.IsType<NotFound>(strange.Failure);
        Assert.Equal(1, administrator.Value.Undone);
    }

    [Fact]
    public async Task ChangeMany_MakesTheGoodChanges_AndTellsOfTheOthers()
    {
        await using var platform = await TestPlatform.StartAsync(database, TestEntities.Site);
        var good = await CreateAsync(platform, "site", Ann, ("name", "Good"));
        var bad = await CreateAsync(platform, "site", Ann, ("name", "Bad"));
        RecordChange[] changes =
        [
            new(good, RecordChangeKind.Update) { Input = new RecordInput().Set("region", "EU") },
            new(bad, RecordChangeKind.Update) { Input = new RecordInput().Set("name", null) },
            new(Guid.CreateVersion7(), RecordChangeKind.Delete),
            new(bad, RecordChangeKind.Delete) { ExpectedVersion = 1 },
        ];

        var outcomes = (await platform.Writer.ChangeManyAsync("site", changes, Ann, CancellationToken.None)).Value;

        Assert.Equal([null, typeof(Invalid), typeof(NotFound), null], outcomes.Select(o => o.Failure?.GetType()));
        Assert.Equal("EU", await ValueAsync(platform, good, "region"));
    }

    private static Caller Grouped() => Ann with { ChangeSet = Guid.CreateVersion7() };

    private static async Task<Guid> CreateAsync(TestPlatform platform, string entity, Caller caller, params (string Field, object? Value)[] values) =>
        (await platform.Writer.CreateAsync(entity, Input(values), caller, CancellationToken.None)).Value.Id;

    private static async Task UpdateAsync(TestPlatform platform, string entity, Guid id, Caller caller, params (string Field, object? Value)[] values) =>
        Assert.True((await platform.Writer.UpdateAsync(entity, id, Input(values), null, caller, CancellationToken.None)).IsSuccess);

    private static RecordInput Input((string Field, object? Value)[] values) => values.Aggregate(new RecordInput(), (i, v) => i.Set(v.Field, v.Value));

    private static async Task<UndoOutcome> UndoAsync(TestPlatform platform, Caller group) =>
        (await platform.Get<IChangeUndo>().UndoAsync(group.ChangeSet!.Value, Ann, CancellationToken.None)).Value;

    private static async Task<object?> ValueAsync(TestPlatform platform, Guid site, string field) =>
        (await platform.Reader.FindAsync("site", site, Ann, CancellationToken.None)).Value[field];
}

public sealed class SqliteUndoTests() : UndoContract(TestDatabases.Sqlite);

public sealed class PostgreSqlUndoTests() : UndoContract(TestDatabases.PostgreSql);
