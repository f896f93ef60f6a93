using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.JSInterop;

namespace Crm.Testing.Components;

#pragma warning disable BL0006 // Disposing a renderer counts as using its types.

/// <summary>Renders components in memory on the framework's own renderer; no browser, no server.</summary>
public sealed class ComponentHost : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly AsyncServiceScope _scope;
    private readonly MemoryRenderer _renderer;

    public ComponentHost(Action<IServiceCollection> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<IJSRuntime>(Script);
        services.AddSingleton<NavigationManager>(Navigation);
        configure(services);
        _services = services.BuildServiceProvider();
        _scope = _services.CreateAsyncScope();
        _renderer = new MemoryRenderer(_scope.ServiceProvider, _services.GetRequiredService<ILoggerFactory>());
    }

    public RecordedScript Script { get; } = new();

    public RecordedNavigation Navigation { get; } = new();

    /// <summary>A service as the components see it.</summary>
    public T Get<T>()
        where T : notnull => _scope.ServiceProvider.GetRequiredService<T>();

    public Task<RenderedComponent> RenderAsync<T>(params (string Name, object? Value)[] parameters)
        where T : IComponent => _renderer.RenderAsync(typeof(T), parameters.ToDictionary(p => p.Name, p => p.Value));

    public async ValueTask DisposeAsync()
    {
        await _renderer.DisposeAsync();
        await _scope.DisposeAsync();
        await _services.DisposeAsync();
    }
}
