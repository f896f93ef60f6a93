using Crm.Testing.Platforms;

namespace Crm.Platform.Storage.Tests.Events;

public sealed class SqliteEventTablesTests : EventTablesContract
{
    protected override Task<TestPlatform> StartAsync() => TestPlatform.StartAsync();
}
