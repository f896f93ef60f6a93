using Crm.Platform.Abstractions;
using Crm.Testing.Platforms;

namespace Crm.Platform.Records.Tests.Outbox;

public sealed class SqliteOutboxTests : OutboxContract
{
    private protected override async Task<OutboxPlatform> StartAsync(params EntityDefinition[] entities)
    {
        var consumer = new ScriptedConsumer();
        return new OutboxPlatform(await TestPlatform.StartAsync(TestDatabases.Sqlite, OutboxPlatform.With(consumer), entities), consumer);
    }
}
