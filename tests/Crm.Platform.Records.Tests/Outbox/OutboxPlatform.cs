using Crm.Platform.Abstractions;
using Crm.Platform.Records.Outbox;
using Crm.Platform.Records.Writing;
using Crm.Platform.Storage.Events;
using Crm.Testing.Platforms;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Platform.Records.Tests.Outbox;

/// <summary>The engine with a consumer the test plays.</summary>
internal sealed class OutboxPlatform(TestPlatform platform, ScriptedConsumer consumer) : IAsyncDisposable
{
    public static readonly Caller Ann = new(Guid.CreateVersion7(), CallerRights.Read | CallerRights.Write) { Name = "Ann" };

    public TestPlatform Platform => platform;

    public ScriptedConsumer Consumer => consumer;

    public ISubscriptions Subscriptions => platform.Get<ISubscriptions>();

    public IDeliveries Deliveries => platform.Get<IDeliveries>();

    public static Action<IServiceCollection> With(ScriptedConsumer consumer) => services => services.AddSingleton<IOutboxConsumer>(consumer);

    public async Task<SubscriptionRow> SubscribeAsync(SubscriptionRow subscription)
    {
        await Subscriptions.AddAsync(subscription, CancellationToken.None);
        return subscription;
    }

    public async Task<Record> SiteAsync(string name) => (await platform.Writer.CreateAsync("site", new RecordInput().Set("name", name), Ann, CancellationToken.None)).Value;

    public async Task<Record> RenameAsync(Record site, string name) => (await platform.Writer.UpdateAsync("site", site.Id, new RecordInput().Set("name", name), null, Ann, CancellationToken.None)).Value;

    /// <summary>Delivers until nothing is due at the clock's moment.</summary>
    public async Task DeliverDueAsync()
    {
        var dispatcher = platform.Get<OutboxDispatcher>();
        while (await dispatcher.StartDueAsync(CancellationToken.None) is { Count: > 0 } started)
            await Task.WhenAll(started);
    }

    public async Task<List<OutboxRow>> EventsAsync()
    {
        await using var context = await platform.Get<IDbContextFactory<EventContext>>().CreateDbContextAsync();
        return await context.Outbox.AsNoTracking().OrderBy(e => e.Sequence).ToListAsync();
    }

    public ValueTask DisposeAsync() => platform.DisposeAsync();
}
