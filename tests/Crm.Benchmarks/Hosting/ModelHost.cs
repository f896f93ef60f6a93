using Crm.Platform.Metadata;
using Crm.Platform.Metadata.Publishing;
using Crm.Platform.Records;
using Crm.Platform.Storage;
using Crm.Platform.Storage.Platform;
using Crm.Testing.Databases;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Benchmarks.Hosting;

/// <summary>Definitions, storage and records without HTTP, started as the host starts them, on no shipped definitions.</summary>
internal sealed class ModelHost : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private ModelHost(ServiceProvider services) => _services = services;

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public static async Task<ModelHost> StartAsync(TestDatabase database)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddCrmMetadata();
        services.AddCrmStorage(database.Configure);
        services.AddCrmRecords(new ConfigurationBuilder().Build());
        var host = new ModelHost(services.BuildServiceProvider());
        await host.Get<IStorageStart>().PrepareAsync(CancellationToken.None);
        await host.Get<IDefinitionStart>().StartAsync(Path.Combine(database.DataDirectory, "shipped"), CancellationToken.None);
        return host;
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
