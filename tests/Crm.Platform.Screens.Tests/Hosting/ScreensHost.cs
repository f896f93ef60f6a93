using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Snapshots;
using Crm.Platform.Records.Files;
using Crm.Platform.Records.History;
using Crm.Platform.Records.Importing;
using Crm.Platform.Records.Reading;
using Crm.Platform.Records.Rights;
using Crm.Platform.Records.Trash;
using Crm.Platform.Records.Writing;
using Crm.Testing.Components;
using Crm.Testing.Platforms;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Platform.Screens.Tests.Hosting;

/// <summary>The screens over the real engine, with sites and visits.</summary>
internal sealed class ScreensHost : IAsyncDisposable
{
    private readonly TestPlatform _platform;
    private readonly ComponentHost _components;

    private ScreensHost(TestPlatform platform, Caller caller, Action<IServiceCollection>? configure = null)
    {
        Caller = caller;
        _platform = platform;
        _components = new ComponentHost(services =>
        {
            services.AddSingleton<TimeProvider>(platform.Clock);
            services.AddSingleton(platform.Get<IMetadata>());
            services.AddSingleton(platform.Get<IFieldKindRegistry>());
            services.AddSingleton(platform.Reader);
            services.AddSingleton(platform.Writer);
            services.AddSingleton(platform.Get<IFiles>());
            services.AddOptions<FileStoreOptions>();
            services.AddSingleton(platform.Get<IImports>());
            services.AddSingleton(platform.Get<IRights>());
            services.AddOptions<ImportOptions>();
            services.AddSingleton(platform.Get<IRecordHistory>());
            services.AddSingleton(platform.Get<ITrash>());
            services.AddOptions<TrashOptions>();
            services.AddSingleton<ICurrentCaller>(new FixedCaller(Caller));
            services.AddSingleton<INavigationInterception>(provider => (RecordedNavigation)provider.GetRequiredService<NavigationManager>());
            services.AddCrmScreens();
            configure?.Invoke(services);
        });
    }

    /// <summary>For whom the screens act.</summary>
    public Caller Caller { get; }

    public IRecordReader Reader => _platform.Reader;

    public IRecordWriter Writer => _platform.Writer;

    public RecordedNavigation Navigation => _components.Navigation;

    public static async Task<ScreensHost> StartAsync(CallerRights rights = CallerRights.Read | CallerRights.Write) =>
        new(await TestPlatform.StartAsync(TestEntities.Site, TestEntities.Visit), new Caller(null, rights));

    /// <summary>The screens for somebody who holds just this role.</summary>
    public static async Task<ScreensHost> StartAsync(string role, Guid? userId)
    {
        var platform = await TestPlatform.StartAsync();
        var snapshot = await platform.PublishAsync([role], TestEntities.Site, TestEntities.Visit);
        return new ScreensHost(platform, new Caller(userId, CallerRights.Read | CallerRights.Write) { Roles = RoleSet.Of(snapshot.Roles[0].Name) });
    }

    /// <summary>Over one entity from its JSON.</summary>
    /// <param name="kinds">Adds a plugin's kinds.</param>
    /// <param name="looks">Adds a plugin's editors and displays.</param>
    public static async Task<ScreensHost> StartAsync(string json, Action<IServiceCollection>? kinds = null, Action<IServiceCollection>? looks = null)
    {
        var platform = await TestPlatform.StartAsync(kinds ?? (_ => { }));
        await platform.PublishAsync(platform.Read(json));
        return new ScreensHost(platform, new Caller(null, CallerRights.Read | CallerRights.Write) { ClientId = "tests" }, looks);
    }

    /// <summary>Over several entities from their JSON.</summary>
    public static async Task<ScreensHost> StartOverAsync(params string[] entities)
    {
        var platform = await TestPlatform.StartAsync();
        await platform.PublishAsync([.. entities.Select(platform.Read)]);
        return new ScreensHost(platform, new Caller(null, CallerRights.Read | CallerRights.Write) { ClientId = "tests" });
    }

    /// <summary>Over definitions, kind and JSON of each, read as the host reads them.</summary>
    public static async Task<ScreensHost> StartDefinedAsync(CallerRights rights, params (string Kind, string Json)[] definitions)
    {
        var platform = await TestPlatform.StartAsync();
        await platform.PublishAsync(definitions);
        return new ScreensHost(platform, new Caller(null, rights));
    }

    public Task<Guid> UploadAsync(byte[] content, string name) => UploadAsync(new MemoryStream(content), name);

    private async Task<Guid> UploadAsync(MemoryStream content, string name)
    {
        await using (content)
            return (await _platform.Get<IFiles>().UploadAsync(content, name, null, Caller, CancellationToken.None)).Value.Id;
    }

    public void Advance(TimeSpan by) => _platform.Clock.Advance(by);

    public T Get<T>()
        where T : notnull => _components.Get<T>();

    public Task<RenderedComponent> OpenAsync<T>(string address, params (string Name, object? Value)[] parameters)
        where T : IComponent
    {
        Navigation.Open(address);
        return _components.RenderAsync<T>(parameters);
    }

    public async Task<Record> CreateAsync(string entity, params (string Field, object? Value)[] values)
    {
        var input = new RecordInput();
        foreach (var (field, value) in values)
            input.Set(field, value);
        return (await Writer.CreateAsync(entity, input, Caller.Platform, CancellationToken.None)).Value;
    }

    public async Task<Record?> FindAsync(string entity, Guid id)
    {
        var found = await Reader.FindAsync(entity, id, Caller.Platform, CancellationToken.None);
        return found.IsSuccess ? found.Value : null;
    }

    public async ValueTask DisposeAsync()
    {
        await _components.DisposeAsync();
        await _platform.DisposeAsync();
    }

    private sealed class FixedCaller(Caller caller) : ICurrentCaller
    {
        public ValueTask<Caller> GetAsync(CancellationToken cancellationToken) => ValueTask.FromResult(caller);
    }
}
