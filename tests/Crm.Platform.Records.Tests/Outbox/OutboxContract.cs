using Crm.Platform.Abstractions;
using Crm.Platform.Records.Outbox;
using Crm.Platform.Records.Upkeep;
using Crm.Platform.Records.Writing;
using Crm.Platform.Storage.Events;
using Crm.Testing.Databases;
using Crm.Testing.Platforms;

namespace Crm.Platform.Records.Tests.Outbox;

/// <summary>Which events are written, and how they are delivered, alike on every database.</summary>
public abstract class OutboxContract(Func<Task<TestDatabase>> database)
{
    private static readonly TimeSpan LongAfter = TimeSpan.FromDays(1);

    private async Task<OutboxPlatform> StartAsync(params EntityDefinition[] entities)
    {
        var consumer = new ScriptedConsumer();
        return new OutboxPlatform(await TestPlatform.StartAsync(database, OutboxPlatform.With(consumer), entities), consumer);
    }

    [Fact]
    public async Task Write_LeavesNoEvent_WhenNobodyWantsToKnow()
    {
        await using var outbox = await StartAsync(TestEntities.Site, TestEntities.Visit);
        await outbox.SubscribeAsync(ScriptedConsumer.Subscription("visit"));

        await outbox.SiteAsync("North");

        Assert.Empty(await outbox.EventsAsync());
    }

    [Fact]
    public async Task Write_LeavesOneEventPerChange_WithOldAndNewValues()
    {
        await using var outbox = await StartAsync(TestEntities.Site);
        await outbox.SubscribeAsync(ScriptedConsumer.Subscription("site"));

        var site = await outbox.SiteAsync("North");
        await outbox.RenameAsync(site, "South");
        await outbox.Platform.Writer.DeleteAsync("site", site.Id, null, OutboxPlatform.Ann, CancellationToken.None);
        await outbox.Platform.Writer.RestoreAsync("site", site.Id, OutboxPlatform.Ann, CancellationToken.None);

        var events = await outbox.EventsAsync();
        Assert.Equal([RecordEventKind.Created, RecordEventKind.Updated, RecordEventKind.Deleted, RecordEventKind.Restored], events.Select(e => e.Kind));
        Assert.Equal([1L, 2L, 3L, 4L], events.Select(e => e.Version));
        Assert.Equal("""{"name":{"old":"North","new":"South"}}""", events[1].Changes);
        Assert.All(events, e => Assert.Equal((site.Id, OutboxPlatform.Ann.UserId), (e.RecordId, e.ActorId)));
    }

    [Fact]
    public async Task Write_AsksTheFieldsOfTheSubscription()
    {
        await using var outbox = await StartAsync(TestEntities.Site);
        await outbox.SubscribeAsync(ScriptedConsumer.Subscription("site", "updated", "region"));

        var site = await outbox.SiteAsync("North");
        await outbox.RenameAsync(site, "South");
        await outbox.Platform.Writer.UpdateAsync("site", site.Id, new RecordInput().Set("region", "EU"), null, OutboxPlatform.Ann, CancellationToken.None);

        Assert.Equal("""{"region":{"old":null,"new":"EU"}}""", Assert.Single(await outbox.EventsAsync()).Changes);
    }

    [Fact]
    public async Task Write_LeavesEventsOfGoodRowsOnly_WhenARowOfABatchIsRefused()
    {
        await using var outbox = await StartAsync(TestEntities.Site, TestEntities.Visit);
        await outbox.SubscribeAsync(ScriptedConsumer.Subscription("visit"));
        RecordInput[] inputs = [Visit("a"), Visit("b"), Visit("a")];

        var outcomes = await outbox.Platform.Writer.CreateManyAsync("visit", inputs, OutboxPlatform.Ann, CancellationToken.None);

        Assert.Equal([true, true, false], outcomes.Value.Select(o => o.IsSuccess));
        Assert.Equal(2, (await outbox.EventsAsync()).Count);
    }

    [Fact]
    public async Task Delivery_KeepsTheOrderOfARecord_WhenAnAttemptFails()
    {
        await using var outbox = await StartAsync(TestEntities.Site);
        await outbox.SubscribeAsync(ScriptedConsumer.Subscription("site"));
        var failures = 1;
        outbox.Consumer.Answer = d => Task.FromResult(d.Event.Kind == RecordEventKind.Created && d.Event.Changes.Contains("North", StringComparison.Ordinal) && failures-- > 0 ? new DeliveryAnswer(DeliveryEnd.Failed) { Error = "busy" } : DeliveryAnswer.Delivered);
        var north = await outbox.SiteAsync("North");
        await outbox.RenameAsync(north, "Norden");
        var other = await outbox.SiteAsync("Other");

        await outbox.DeliverDueAsync();
        var before = outbox.Consumer.Handled.Select(d => (d.Event.RecordId, d.Event.Kind)).ToList();
        outbox.Platform.Clock.Advance(LongAfter);
        await outbox.DeliverDueAsync();

        Assert.Equal(new[] { north.Id, other.Id }.Order(), before.Select(b => b.RecordId).Order());
        Assert.All(before, b => Assert.Equal(RecordEventKind.Created, b.Kind));
        Assert.Equal([(RecordEventKind.Created, 1), (RecordEventKind.Created, 2), (RecordEventKind.Updated, 1)], outbox.Consumer.Handled.Where(d => d.Event.RecordId == north.Id).Select(d => (d.Event.Kind, d.Attempt)));
    }

    [Fact]
    public async Task Delivery_IsGivenUp_AfterTheLastAttempt_AndCanBeReplayed()
    {
        await using var outbox = await StartAsync(TestEntities.Site);
        var subscription = await outbox.SubscribeAsync(ScriptedConsumer.Subscription("site"));
        outbox.Consumer.Answer = _ => Task.FromResult(new DeliveryAnswer(DeliveryEnd.Failed) { Status = 500, Error = "It answered 500." });
        await outbox.SiteAsync("North");
        for (var i = 0; i < 12; i++)
        {
            await outbox.DeliverDueAsync();
            outbox.Platform.Clock.Advance(LongAfter);
        }
        var dead = Assert.Single(await outbox.Deliveries.ListAsync(subscription.Id, DeliveryStatus.Dead, null, 10, CancellationToken.None)).Delivery;

        outbox.Consumer.Answer = _ => Task.FromResult(DeliveryAnswer.Delivered);
        var replayed = await outbox.Deliveries.ReplayAsync(subscription.Id, dead.Id, null, null, CancellationToken.None);
        await outbox.DeliverDueAsync();

        Assert.Equal((10, 1), (dead.Attempts, replayed));
        Assert.Single(await outbox.Deliveries.ListAsync(subscription.Id, DeliveryStatus.Delivered, null, 10, CancellationToken.None));
        Assert.Equal(11, (await outbox.Deliveries.AttemptsAsync(subscription.Id, dead.Id, CancellationToken.None)).Length);
        Assert.Single(outbox.Consumer.Handled.Select(d => d.Event.Id).Distinct());
    }

    [Fact]
    public async Task Delivery_WaitsLongerAfterEachAttempt()
    {
        await using var outbox = await StartAsync(TestEntities.Site);
        await outbox.SubscribeAsync(ScriptedConsumer.Subscription("site"));
        outbox.Consumer.Answer = _ => Task.FromResult(new DeliveryAnswer(DeliveryEnd.Failed));
        await outbox.SiteAsync("North");

        await outbox.DeliverDueAsync();
        outbox.Platform.Clock.Advance(TimeSpan.FromSeconds(3));
        await outbox.DeliverDueAsync();
        Assert.Single(outbox.Consumer.Handled);
        outbox.Platform.Clock.Advance(TimeSpan.FromSeconds(4));
        await outbox.DeliverDueAsync();
        Assert.Equal(2, outbox.Consumer.Handled.Count);
        outbox.Platform.Clock.Advance(TimeSpan.FromSeconds(7));
        await outbox.DeliverDueAsync();
        Assert.Equal(2, outbox.Consumer.Handled.Count);
    }

    [Fact]
    public async Task Delivery_ThatThrows_CountsAsAFailedAttempt()
    {
        await using var outbox = await StartAsync(TestEntities.Site);
        var subscription = await outbox.SubscribeAsync(ScriptedConsumer.Subscription("site"));
        outbox.Consumer.Answer = _ => throw new InvalidOperationException("secret of the inside");
        await outbox.SiteAsync("North");

        await outbox.DeliverDueAsync();

        var waiting = Assert.Single(await outbox.Deliveries.ListAsync(subscription.Id, DeliveryStatus.Waiting, null, 10, CancellationToken.None)).Delivery;
        Assert.Equal(1, waiting.Attempts);
        Assert.DoesNotContain("secret", waiting.LastError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Gone_TurnsTheSubscriptionOff_AndNoFurtherEventIsWritten()
    {
        await using var outbox = await StartAsync(TestEntities.Site);
        var subscription = await outbox.SubscribeAsync(ScriptedConsumer.Subscription("site"));
        outbox.Consumer.Answer = _ => Task.FromResult(new DeliveryAnswer(DeliveryEnd.Gone) { Error = "It wants no more." });
        await outbox.SiteAsync("North");

        await outbox.DeliverDueAsync();
        await outbox.SiteAsync("South");

        var row = (await outbox.Subscriptions.FindAsync(subscription.Id, CancellationToken.None))!;
        Assert.Equal((false, "It wants no more."), (row.Enabled, row.OffReason));
        Assert.Single(await outbox.EventsAsync());
    }

    [Fact]
    public async Task Claim_IsHadByOneOfTwoNodes()
    {
        await using var outbox = await StartAsync(TestEntities.Site);
        await outbox.SubscribeAsync(ScriptedConsumer.Subscription("site"));
        for (var i = 0; i < 4; i++)
            await outbox.SiteAsync($"Site {i}");
        var nodes = Enumerable.Range(0, 8).Select(_ => outbox.Platform.Get<DeliveryClaims>().TakeAsync(4, new Dictionary<Guid, int>(), CancellationToken.None));

        var claims = (await Task.WhenAll(nodes)).SelectMany(c => c).Select(c => c.Delivery.Id).ToList();

        Assert.Equal(4, claims.Count);
        Assert.Equal(4, claims.Distinct().Count());
    }

    [Fact]
    public async Task Claim_PassesToAnotherNode_WhenItsHolderDies_AndALateEndCountsForNothing()
    {
        await using var outbox = await StartAsync(TestEntities.Site);
        var subscription = await outbox.SubscribeAsync(ScriptedConsumer.Subscription("site"));
        await outbox.SiteAsync("North");
        var dead = Assert.Single(await outbox.Platform.Get<DeliveryClaims>().TakeAsync(1, new Dictionary<Guid, int>(), CancellationToken.None));
        await outbox.DeliverDueAsync();
        Assert.Empty(outbox.Consumer.Handled);

        outbox.Platform.Clock.Advance(TimeSpan.FromMinutes(3));
        await outbox.DeliverDueAsync();
        await outbox.Platform.Get<DeliveryAttempt>().RunAsync(dead, CancellationToken.None);

        var state = Assert.Single(await outbox.Deliveries.ListAsync(subscription.Id, null, null, 10, CancellationToken.None)).Delivery;
        Assert.Equal((DeliveryStatus.Delivered, 1), (state.Status, state.Attempts));
    }

    [Fact]
    public async Task SlowReceiver_DoesNotHoldUpTheOthers()
    {
        await using var outbox = await StartAsync(TestEntities.Site);
        var slow = await outbox.SubscribeAsync(ScriptedConsumer.Subscription("site"));
        await outbox.SubscribeAsync(ScriptedConsumer.Subscription("site"));
        var release = new TaskCompletionSource();
        outbox.Consumer.Answer = async d =>
        {
            if (d.Subscription.Id == slow.Id)
                await release.Task;
            return DeliveryAnswer.Delivered;
        };
        for (var i = 0; i < 20; i++)
            await outbox.SiteAsync($"Site {i}");
        var dispatcher = outbox.Platform.Get<OutboxDispatcher>();
        var started = new List<Task>();
        while (outbox.Consumer.Handled.Count(d => d.Subscription.Id != slow.Id) < 20)
        {
            var more = await dispatcher.StartDueAsync(CancellationToken.None);
            started.AddRange(more);
            Assert.NotEmpty(started);
            await Task.WhenAny([.. started.Where(t => !t.IsCompleted), Task.CompletedTask]);
        }

        Assert.Equal(4, outbox.Consumer.Handled.Count(d => d.Subscription.Id == slow.Id));
        release.SetResult();
        await Task.WhenAll(started);
    }

    [Fact]
    public async Task Event_IsSeenAsItsRecordIs()
    {
        await using var outbox = await StartAsync();
        await outbox.Platform.PublishAsync(["""{ "name": "rep", "title": "Rep", "entities": { "site": { "read": "own", "fields": { "region": "hidden" } } } }"""], TestEntities.Site);
        await outbox.SubscribeAsync(ScriptedConsumer.Subscription("site"));
        await outbox.SiteAsync("North");
        var told = Assert.Single(await outbox.EventsAsync());
        var audience = outbox.Platform.Get<IEventAudience>();
        var owner = OutboxPlatform.Ann with { Roles = RoleSet.Of("rep") };

        var seen = await audience.SeenByAsync(told, owner, CancellationToken.None);
        var strange = await audience.SeenByAsync(told, owner with { UserId = Guid.CreateVersion7() }, CancellationToken.None);
        await outbox.Platform.Writer.DeleteAsync("site", told.RecordId, null, OutboxPlatform.Ann, CancellationToken.None);
        var trashed = await audience.SeenByAsync(told, owner, CancellationToken.None);

        Assert.NotNull(seen!.Field("name"));
        Assert.Null(seen.Field("region"));
        Assert.Null(strange);
        Assert.NotNull(trashed);
    }

    [Fact]
    public async Task Pruning_RemovesWhatEndedLongAgo_AndKeepsWhatWaits()
    {
        await using var outbox = await StartAsync(TestEntities.Site);
        await outbox.SubscribeAsync(ScriptedConsumer.Subscription("site"));
        await outbox.SiteAsync("Delivered");
        await outbox.DeliverDueAsync();
        outbox.Platform.Clock.Advance(TimeSpan.FromDays(15));
        var waiting = await outbox.SiteAsync("Waiting");

        await outbox.Platform.Get<IEnumerable<IHourlyJob>>().OfType<OutboxPruning>().Single().RunAsync(CancellationToken.None);

        Assert.Equal(waiting.Id, Assert.Single(await outbox.EventsAsync()).RecordId);
    }

    private static RecordInput Visit(string code) => new RecordInput().Set("subject", code).Set("code", code);
}

public sealed class SqliteOutboxTests() : OutboxContract(TestDatabases.Sqlite);

public sealed class PostgreSqlOutboxTests() : OutboxContract(TestDatabases.PostgreSql);
