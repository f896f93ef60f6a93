using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Publishing;
using Crm.Platform.Metadata.Snapshots;
using Crm.Platform.Records.Exporting;
using Crm.Platform.Records.Files;
using Crm.Platform.Records.Importing;
using Crm.Platform.Records.Merging;
using Crm.Platform.Records.Reading.Aggregates;
using Crm.Platform.Records.Rights;
using Crm.Platform.Records.Tracking;
using Crm.Platform.Records.Writing;
using Crm.Platform.Records.Writing.Upserts;
using Crm.Testing.Databases;
using Crm.Testing.Platforms;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Platform.Api.Tests.Hosting;

/// <summary>The API over the real read and write paths and a database of its own.</summary>
internal sealed class StoredApiHost : IAsyncDisposable
{
    private readonly TestPlatform _platform;

    private StoredApiHost(TestPlatform platform, ApiHost host)
    {
        _platform = platform;
        Host = host;
    }

    public ApiHost Host { get; }

    public TestPlatform Platform => _platform;

    public static Task<StoredApiHost> StartAsync() => StartAsync(Model.User, Model.Account, Model.Contact, Model.Order);

    /// <summary>Without any definitions, for tests that publish their own.</summary>
    public static async Task<StoredApiHost> StartEmptyAsync(Func<Task<TestDatabase>> make) => await StartAsync(await TestPlatform.StartAsync(make));

    public static async Task<StoredApiHost> StartAsync(params EntityDefinition[] entities) => await StartAsync(await TestPlatform.StartAsync(entities));

    /// <param name="configure">Adds what a plugin would: kinds of its own.</param>
    /// <param name="json">The entity to publish.</param>
    public static async Task<StoredApiHost> StartAsync(Action<IServiceCollection> configure, string json)
    {
        var platform = await TestPlatform.StartAsync(configure);
        await platform.PublishAsync(platform.Read(json));
        return await StartAsync(platform);
    }

    /// <param name="definitions">Kind and JSON of each, read as the host reads them.</param>
    public static async Task<StoredApiHost> StartDefinedAsync(params (string Kind, string Json)[] definitions)
    {
        var platform = await TestPlatform.StartAsync();
        await platform.PublishAsync(definitions);
        return await StartAsync(platform);
    }

    /// <param name="roles">Definitions as JSON.</param>
    public static async Task<StoredApiHost> StartWithRolesAsync(string[] roles, params EntityDefinition[] entities)
    {
        var platform = await TestPlatform.StartAsync();
        await platform.PublishAsync(roles, entities);
        return await StartAsync(platform);
    }

    private static async Task<StoredApiHost> StartAsync(TestPlatform platform)
    {
        var host = await ApiHost.StartAsync(services => services
            .AddSingleton(platform.Get<IFieldKindRegistry>())
            .AddSingleton(platform.Get<IFiles>())
            .AddSingleton(platform.Reader)
            .AddSingleton(platform.Writer)
            .AddSingleton(platform.Get<IAggregateReader>())
            .AddSingleton(platform.Get<IRecordUpsert>())
            .AddSingleton(platform.Get<IRecordMerge>())
            .AddSingleton(platform.Get<IChangeTracking>())
            .AddSingleton(platform.Get<IRecordExport>()).AddSingleton(platform.Get<IExportLog>())
            .AddSingleton(platform.Get<IRecordTransactions>())
            .AddSingleton(platform.Get<IDefinitionStore>())
            .AddSingleton(platform.Get<IMetadata>())
            .AddSingleton(platform.Get<IRights>()).AddSingleton(platform.Get<IRecordShares>()).AddSingleton(platform.Get<IAccessExplainer>())
            .AddSingleton(platform.Get<IImports>()));
        return new StoredApiHost(platform, host);
    }

    public async Task<Guid> AddAsync(string entity, params (string Field, object? Value)[] values)
    {
        var input = new RecordInput();
        foreach (var (field, value) in values)
            input.Set(field, value);
        return (await _platform.Writer.CreateAsync(entity, input, Caller.Platform, TestContext.Current.CancellationToken)).Value.Id;
    }

    /// <summary>Last names of the contacts a query finds, in order.</summary>
    public async Task<string> NamesAsync(string query)
    {
        var list = await Host.GetJsonAsync("/api/data/contacts?$select=last_name&" + query);
        return string.Join(' ', list.GetProperty("value").EnumerateArray().Select(r => r.GetProperty("last_name").GetString()));
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await _platform.DisposeAsync();
    }
}
