using Crm.Platform.Abstractions;
using Crm.Platform.Records.History;
using Crm.Platform.Records.Merging;
using Crm.Platform.Records.Trash;
using Crm.Platform.Records.Writing;
using Crm.Testing.Databases;

namespace Crm.Platform.Records.Tests.Several;

/// <summary>What becomes of a lookup of several entities when its target goes, comes back, goes for good or is merged.</summary>
public abstract class DeletionContract(Func<Task<TestDatabase>> database)
{
    [Theory]
    [InlineData("firm")]
    [InlineData("deal")]
    public async Task Delete_LeavesTheLink_AndRestoreBringsItsTargetBack(string entity)
    {
        await using var desk = await Desk.StartAsync(database);
        var target = await desk.AddAsync(entity, ("name", "Acme"));
        await desk.AddAsync("task", ("subject", "A"), ("regarding_id", target));

        await desk.DeleteAsync(entity, target);
        Assert.Null((await desk.ListAsync(null, null, ["regarding"])).Value.Rows[0].Target("regarding"));
        await desk.Platform.Writer.RestoreAsync(entity, target, Desk.Ann, CancellationToken.None);

        Assert.Equal("A", await desk.TasksAsync($"regarding.{entity}.name == 'Acme'"));
    }

    [Theory]
    [InlineData("firm")]
    [InlineData("deal")]
    [InlineData("task")]
    public async Task Delete_TakesAlong_WhatCascadesFromAnyEntity(string entity)
    {
        await using var desk = await Desk.StartAsync(database);
        var (target, other) = (await desk.AddAsync(entity), await desk.AddAsync(entity));
        var (note, kept) = (await desk.AddAsync("note", ("about_id", target), ("about_type", entity)), await desk.AddAsync("note", ("about_id", other), ("about_type", entity)));

        await desk.DeleteAsync(entity, target);
        Assert.IsType<NotFound>((await desk.Platform.Reader.FindAsync("note", note, Desk.Ann, CancellationToken.None)).Failure);
        Assert.NotNull(await desk.ReadAsync("note", kept));
        await desk.Platform.Writer.RestoreAsync(entity, target, Desk.Ann, CancellationToken.None);

        Assert.Equal(target, (await desk.ReadAsync("note", note))["about_id"]);
    }

    [Theory]
    [InlineData("firm")]
    [InlineData("deal")]
    public async Task Delete_IsRefused_WhileSomethingRestrictsIt(string entity)
    {
        await using var desk = await Desk.StartAsync(database);
        var target = await desk.AddAsync(entity);
        var seal = await desk.AddAsync("seal", ("of_id", target));

        Assert.Equal("record.in_use", (await desk.DeleteAsync(entity, target)).Failure?.Code);
        await desk.DeleteAsync("seal", seal);
        Assert.True((await desk.DeleteAsync(entity, target)).IsSuccess);
    }

    [Fact]
    public async Task Purge_EmptiesIdAndType_WithWhatIsComputedFromThem()
    {
        await using var desk = await Desk.StartAsync(database);
        var (firm, other) = (await desk.AddAsync("firm", ("name", "Acme")), await desk.AddAsync("firm", ("name", "Beta")));
        var (task, kept) = (await desk.AddAsync("task", ("subject", "A"), ("regarding_id", firm)), await desk.AddAsync("task", ("subject", "B"), ("regarding_id", other)));
        await desk.DeleteAsync("firm", firm);

        await desk.Platform.Get<ITrash>().PurgeAsync("firm", firm, Desk.Ann, CancellationToken.None);

        var emptied = await desk.ReadAsync("task", task);
        Assert.Equal((null, null, "free", 1L), (emptied["regarding_id"], emptied["regarding_type"], emptied["kind"], emptied.Version));
        Assert.Equal((other, "firm", "care"), (await desk.ReadAsync("task", kept)) is var still ? (still["regarding_id"], still["regarding_type"], still["kind"]) : default);
    }

    [Fact]
    public async Task Purge_EmptiesIdAndType_WhereNothingIsComputedFromThem()
    {
        await using var desk = await Desk.StartAsync(database);
        await desk.Platform.PublishAsync([.. desk.Platform.Snapshot.Entities.Select(e => e.Name == "seal" ? desk.Platform.Read("""{ "name": "seal", "properties": { "code": { "type": "string" }, "of_id": { "x-crm": { "lookup": ["firm", "deal"] } } } }""") : e)]);
        var deal = await desk.AddAsync("deal", ("name", "Big"));
        var seal = await desk.AddAsync("seal", ("of_id", deal));
        await desk.DeleteAsync("deal", deal);

        await desk.Platform.Get<ITrash>().PurgeAsync("deal", deal, Desk.Ann, CancellationToken.None);

        Assert.Equal((null, null), ((await desk.ReadAsync("seal", seal))["of_id"], (await desk.ReadAsync("seal", seal))["of_type"]));
    }

    [Fact]
    public async Task Merge_MovesWhatPointsAtTheOthers_AndUndoMovesItBack()
    {
        await using var desk = await Desk.StartAsync(database);
        var (keep, other) = (await desk.AddAsync("firm", ("name", "Keep")), await desk.AddAsync("firm", ("name", "Other")));
        var (task, note) = (await desk.AddAsync("task", ("subject", "A"), ("regarding_id", other)), await desk.AddAsync("note", ("about_id", other), ("about_type", "firm")));

        var merged = await desk.Platform.Get<IRecordMerge>().RunAsync("firm", keep, [other], new RecordInput(), Desk.Ann, CancellationToken.None);

        Assert.Equal(2, merged.Value.Moved);
        Assert.Equal((keep, "firm"), await PointsAtAsync(desk, "task", task, "regarding"));
        Assert.Equal((keep, "firm"), await PointsAtAsync(desk, "note", note, "about"));
        var undone = await desk.Platform.Get<IChangeUndo>().UndoAsync(merged.Value.ChangeSet, Desk.Ann, CancellationToken.None);
        Assert.Empty(undone.Value.Left);
        Assert.Equal((other, "firm"), await PointsAtAsync(desk, "task", task, "regarding"));
        Assert.Equal((other, "firm"), await PointsAtAsync(desk, "note", note, "about"));
    }

    [Fact]
    public async Task Undo_PutsBackIdAndType_OfARecordThatWasMovedToAnotherEntity()
    {
        await using var desk = await Desk.StartAsync(database);
        var (firm, deal) = (await desk.AddAsync("firm", ("name", "Acme")), await desk.AddAsync("deal", ("name", "Big")));
        var task = await desk.AddAsync("task", ("subject", "A"), ("regarding_id", firm));
        var sender = Desk.Ann with { ChangeSet = Guid.CreateVersion7() };
        await desk.Platform.Writer.UpdateAsync("task", task, Desk.Input(("regarding_id", deal)), null, sender, CancellationToken.None);

        await desk.Platform.Get<IChangeUndo>().UndoAsync(sender.ChangeSet!.Value, Desk.Ann, CancellationToken.None);

        Assert.Equal((firm, "firm"), await PointsAtAsync(desk, "task", task, "regarding"));
    }

    private static async Task<(object?, object?)> PointsAtAsync(Desk desk, string entity, Guid id, string way) =>
        await desk.ReadAsync(entity, id) is var record ? (record[$"{way}_id"], record[$"{way}_type"]) : default;
}

public sealed class SqliteDeletionTests() : DeletionContract(TestDatabases.Sqlite);

public sealed class PostgreSqlDeletionTests() : DeletionContract(TestDatabases.PostgreSql);
