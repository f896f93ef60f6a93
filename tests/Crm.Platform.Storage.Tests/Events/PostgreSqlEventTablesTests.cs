using Crm.Testing.Databases;
using Crm.Testing.Platforms;

namespace Crm.Platform.Storage.Tests.Events;

public sealed class PostgreSqlEventTablesTests : EventTablesContract
{
    protected override Task<TestPlatform> StartAsync() => TestPlatform.StartAsync(TestDatabases.PostgreSql);
}
