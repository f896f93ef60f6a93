using Crm.Platform.Storage;
using Crm.Platform.Storage.Databases;
using Crm.Testing.Platforms;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Testing.Databases;

/// <summary>An empty database for one test, with a data directory beside it. Both are gone afterwards.</summary>
public abstract class TestDatabase : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();

    public string DataDirectory => _folder.Path;

    /// <summary>The settings a host needs to run on it.</summary>
    public abstract IReadOnlyDictionary<string, string> Settings { get; }

    public void Configure(DatabaseOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.DataDirectory = DataDirectory;
        options.Provider = Settings.GetValueOrDefault("Crm:Database:Provider") ?? options.Provider;
        options.ConnectionString = Settings.GetValueOrDefault("Crm:Database:ConnectionString");
    }

    /// <summary>The product's own way to it, for tests that need no more. Dispose the provider.</summary>
    public ServiceProvider Open(out IDatabase database) => Open(_ => { }, out database);

    public ServiceProvider Open(Action<DatabaseOptions> change, out IDatabase database)
    {
        var services = new ServiceCollection();
        services.AddCrmStorage(Configure);
        services.PostConfigure(change);
        var provider = services.BuildServiceProvider();
        database = provider.GetRequiredService<IDatabase>();
        return provider;
    }

    /// <summary>The same database for another node, while this one lasts.</summary>
    public Task<TestDatabase> AnotherNode() => Task.FromResult<TestDatabase>(new AnotherNode(this));

    public virtual ValueTask DisposeAsync()
    {
        _folder.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
