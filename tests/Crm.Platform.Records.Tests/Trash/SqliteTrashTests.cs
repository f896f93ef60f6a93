using Crm.Platform.Abstractions;
using Crm.Testing.Platforms;

namespace Crm.Platform.Records.Tests.Trash;

public sealed class SqliteTrashTests : TrashContract
{
    protected override Task<TestPlatform> StartAsync(params EntityDefinition[] entities) => TestPlatform.StartAsync(entities);
}
