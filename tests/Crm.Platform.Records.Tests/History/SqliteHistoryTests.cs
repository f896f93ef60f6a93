using Crm.Platform.Abstractions;
using Crm.Testing.Platforms;

namespace Crm.Platform.Records.Tests.History;

public sealed class SqliteHistoryTests : HistoryContract
{
    protected override Task<TestPlatform> StartAsync(params EntityDefinition[] entities) => TestPlatform.StartAsync(entities);
}

public sealed class SqliteUndoTests : UndoContract
{
    protected override Task<TestPlatform> StartAsync(params EntityDefinition[] entities) => TestPlatform.StartAsync(entities);
}
