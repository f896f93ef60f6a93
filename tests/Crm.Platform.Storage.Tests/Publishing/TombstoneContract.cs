using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Publishing.Tombstones;
using Crm.Platform.Storage.Events;
using Crm.Platform.Storage.Files;
using Crm.Platform.Storage.Model;
using Crm.Testing.Databases;
using Crm.Testing.Platforms;
using Microsoft.EntityFrameworkCore;

namespace Crm.Platform.Storage.Tests.Publishing;

/// <summary>What is removed is kept, comes back, and goes only when an administrator says so; alike on every database.</summary>
public abstract class TombstoneContract(Func<Task<TestDatabase>> database)
{
    private const string Visit = "{'name':'visit','properties':{'subject':{'type':'string'},'order':{'type':'integer','x-crm':{'index':true}}}}";

    private static readonly Caller Designer = new(null, CallerRights.Read | CallerRights.Customize);

    private Task<TestPlatform> StartAsync() => TestPlatform.StartAsync(database);

    [Fact]
    public async Task List_TellsWhatIsKept()
    {
        await using var platform = await WithoutOrderAsync();

        var tombstone = Assert.Single(await ListAsync(platform));

        Assert.Equal(("visit", "order", 2, TombstoneReason.Removed), (tombstone.Entity, tombstone.Field, tombstone.Version, tombstone.Reason));
        Assert.Equal("integer", tombstone.FieldAs!.Kind);
    }

    [Fact]
    public async Task Restore_DraftsTheFieldAsItWas_AndPublishingBringsTheValuesBack()
    {
        await using var platform = await WithoutOrderAsync();
        var restored = await Keeper(platform).RestoreAsync((await ListAsync(platform))[0].Id, Designer, CancellationToken.None);

        var plan = await platform.PlanAsync();
        await platform.PublishDraftAsync();

        Assert.True(restored.IsSuccess);
        Assert.StartsWith("restore_field visit.order", plan.Steps(), StringComparison.Ordinal);
        Assert.Contains("since version 2", plan.Operations[0].Message, StringComparison.Ordinal);
        Assert.Equal([7L], await OrdersAsync(platform));
        Assert.Empty(await ListAsync(platform));
    }

    [Fact]
    public async Task Field_BeginsEmpty_WhenItComesBackAsAnotherKind()
    {
        await using var platform = await WithoutOrderAsync();
        await platform.PatchAsync("visit", "{'properties':{'order':{'type':'boolean'}}}");

        var plan = await platform.PlanAsync();
        await platform.PublishDraftAsync();

        Assert.Equal("add_field visit.order", plan.Steps());
        Assert.Equal([null], await OrdersAsync(platform));
        Assert.Single(await ListAsync(platform));
    }

    [Fact]
    public async Task Restore_ChecksTheValues_WhenTheFieldComesBackNarrower()
    {
        await using var platform = await WithoutOrderAsync();
        await platform.PatchAsync("visit", "{'properties':{'order':{'type':'integer','maximum':5}}}");

        Assert.Equal("publish.narrow", Assert.Single((await platform.PlanAsync()).Misfits).Code);
    }

    [Fact]
    public async Task Entity_ComesBackWithRecordsAndEarlierTombstones()
    {
        await using var platform = await WithoutOrderAsync();
        await platform.DefineAsync("{'name':'note','properties':{'text':{'type':'string'}}}");
        await platform.DeleteAsync("entity", "visit");
        await platform.PublishDraftAsync("entity:visit");
        Assert.Null(platform.Snapshot.Entity("visit"));

        await Keeper(platform).RestoreAsync((await ListAsync(platform)).Single(t => t.Field is null).Id, Designer, CancellationToken.None);
        var plan = await platform.PlanAsync();
        await platform.PublishDraftAsync();
        await platform.PatchAsync("visit", "{'properties':{'order':{'type':'integer'}}}");
        await platform.PublishDraftAsync();

        Assert.Equal(("restore_entity", 1L), (plan.Operations[0].Kind, plan.Operations[0].Rows));
        Assert.Equal([7L], await OrdersAsync(platform));
        Assert.Empty(await ListAsync(platform));
    }

    [Fact]
    public async Task Tombstone_FollowsItsEntity_WhenThatIsRenamed()
    {
        await using var platform = await WithoutOrderAsync();
        await platform.DraftAsync("{'name':'call','properties':{'subject':{'type':'string'}},'x-crm':{'renamedFrom':'visit'}}");
        await platform.PublishDraftAsync();

        await Keeper(platform).RestoreAsync((await ListAsync(platform))[0].Id, Designer, CancellationToken.None);
        var published = await platform.PublishDraftAsync();

        Assert.True(published.IsSuccess, published.Failure?.Message);
        Assert.Equal([7L], await OrdersAsync(platform, "call"));
    }

    [Fact]
    public async Task Purge_IsForAdministratorsOnly_AndIsForGood()
    {
        await using var platform = await WithoutOrderAsync();
        var id = (await ListAsync(platform))[0].Id;

        var refused = await Keeper(platform).PurgeAsync(id, Designer, CancellationToken.None);
        var purged = await Keeper(platform).PurgeAsync(id, Caller.Platform, CancellationToken.None);
        var again = await Keeper(platform).PurgeAsync(id, Caller.Platform, CancellationToken.None);
        await platform.PatchAsync("visit", "{'properties':{'order':{'type':'integer'}}}");
        await platform.PublishDraftAsync();

        Assert.IsType<Forbidden>(refused.Failure);
        Assert.True(purged.IsSuccess);
        Assert.IsType<NotFound>(again.Failure);
        Assert.Equal([null], await OrdersAsync(platform));
    }

    [Fact]
    public async Task Purge_TakesEverythingOfAnEntity()
    {
        await using var platform = await WithoutOrderAsync();
        await platform.DefineAsync("{'name':'note','properties':{'text':{'type':'string'}}}");
        await platform.DeleteAsync("entity", "visit");
        await platform.PublishDraftAsync("entity:visit");

        await Keeper(platform).PurgeAsync((await ListAsync(platform)).Single(t => t.Field is null).Id, Caller.Platform, CancellationToken.None);

        Assert.Empty(await ListAsync(platform));
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public async Task Purge_TakesTheHistory_AndLetsGoOfTheFiles(bool ofField, int historyLeft)
    {
        await using var platform = await StartAsync();
        await platform.DefineAsync(Visit, "{'name':'note','properties':{'text':{'type':'string'}}}");
        var id = await platform.AddAsync("visit", ("order", 7L));
        await platform.Writer.UpdateAsync("visit", id, new Records.Writing.RecordInput().Set("order", 8L), null, Caller.Platform, CancellationToken.None);
        await using var records = platform.Get<IRecordDatabase>().Current.CreateContext();
        records.Add(new FileRow { Id = Guid.CreateVersion7(), Name = "a.pdf", ContentType = "application/pdf", Size = 1, Entity = "visit", RecordId = id, Field = "order" });
        await records.SaveChangesAsync();
        await (ofField ? platform.PatchAsync("visit", "{'properties':{'order':null}}") : platform.DeleteAsync("entity", "visit"));
        _ = (await platform.PublishDraftAsync("field:visit.order", "entity:visit")).Value;

        await Keeper(platform).PurgeAsync((await ListAsync(platform)).Single().Id, Caller.Platform, CancellationToken.None);

        await using var events = await platform.Get<IDbContextFactory<EventContext>>().CreateDbContextAsync();
        Assert.Equal(historyLeft, await events.History.CountAsync(h => h.RecordId == id));
        var file = await records.Files.AsNoTracking().SingleAsync();
        Assert.Equal((null, null, platform.Clock.GetUtcNow().UtcDateTime), (file.RecordId, file.Entity, DateTime.SpecifyKind(file.LooseSince!.Value, DateTimeKind.Utc)));
    }

    [Fact]
    public async Task Restore_IsAConflict_WhenTheNameIsTaken()
    {
        await using var platform = await WithoutOrderAsync();
        await platform.PatchAsync("visit", "{'properties':{'order':{'type':'boolean'}}}");

        var restored = await Keeper(platform).RestoreAsync((await ListAsync(platform))[0].Id, Designer, CancellationToken.None);

        Assert.Equal("metadata.tombstone.name_taken", Assert.IsType<Conflict>(restored.Failure).Code);
    }

    [Fact]
    public async Task Parts_AreRenamedRemovedRestoredAndPurgedTogether()
    {
        await using var platform = await StartAsync();
        await platform.DefineAsync("{'name':'place','properties':{'name':{'type':'string'},'home':{'type':'object','x-crm':{'kind':'address'}}}}");
        var ulm = CompositeValue.Empty.With("city", "Ulm");
        var id = await platform.AddAsync("place", ("name", "A"), ("home", ulm));

        await platform.PatchAsync("place", "{'properties':{'home':null,'office':{'type':'object','x-crm':{'kind':'address','renamedFrom':'home'}}}}");
        _ = (await platform.PublishDraftAsync()).Value;
        Assert.Equal(ulm, (await platform.ReadAsync("place", id))["office"]);
        await platform.PatchAsync("place", "{'properties':{'office':null}}");
        _ = (await platform.PublishDraftAsync("field:place.office")).Value;
        await Keeper(platform).RestoreAsync((await ListAsync(platform)).Single().Id, Designer, CancellationToken.None);
        _ = (await platform.PublishDraftAsync()).Value;
        Assert.Equal(ulm, (await platform.ReadAsync("place", id))["office"]);
        await platform.PatchAsync("place", "{'properties':{'office':null}}");
        _ = (await platform.PublishDraftAsync("field:place.office")).Value;
        await Keeper(platform).PurgeAsync((await ListAsync(platform)).Single().Id, Caller.Platform, CancellationToken.None);
        await platform.PatchAsync("place", "{'properties':{'office':{'type':'object','x-crm':{'kind':'address'}}}}");
        _ = (await platform.PublishDraftAsync()).Value;

        Assert.Null((await platform.ReadAsync("place", id))["office"]);
    }

    private async Task<TestPlatform> WithoutOrderAsync()
    {
        var platform = await StartAsync();
        await platform.DefineAsync(Visit);
        await platform.AddAsync("visit", ("subject", "A"), ("order", 7L));
        await platform.PatchAsync("visit", "{'properties':{'order':null}}");
        _ = (await platform.PublishDraftAsync("field:visit.order")).Value;
        return platform;
    }

    private static ITombstones Keeper(TestPlatform platform) => platform.Get<ITombstones>();

    private static async Task<IReadOnlyList<Tombstone>> ListAsync(TestPlatform platform) => (await Keeper(platform).ListAsync(Designer, CancellationToken.None)).Value;

    private static async Task<IEnumerable<object?>> OrdersAsync(TestPlatform platform, string entity = "visit") =>
        (await platform.Reader.QueryAsync(new(entity), Caller.Platform, CancellationToken.None)).Value.Rows.Select(r => r.Record["order"]);
}

public sealed class SqliteTombstoneTests() : TombstoneContract(TestDatabases.Sqlite);

public sealed class PostgreSqlTombstoneTests() : TombstoneContract(TestDatabases.PostgreSql);
