using System.Runtime.ExceptionServices;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.RenderTree;
using Microsoft.Extensions.Logging;

namespace Crm.Testing.Components;

#pragma warning disable BL0006 // Render tree types are meant for renderers, and this is one.

/// <summary>A renderer whose display is a string.</summary>
internal sealed class MemoryRenderer(IServiceProvider services, ILoggerFactory loggers) : Renderer(services, loggers)
{
    public const string HandlerPrefix = "data-on-";
    private Exception? _failure;

    public override Dispatcher Dispatcher { get; } = Dispatcher.CreateDefault();

    protected override RendererInfo RendererInfo { get; } = new("Server", isInteractive: true);

    public async Task<RenderedComponent> RenderAsync(Type type, Dictionary<string, object?> parameters)
    {
        var id = await Dispatcher.InvokeAsync(async () =>
        {
            var root = AssignRootComponentId(InstantiateComponent(type));
            await RenderRootComponentAsync(root, ParameterView.FromDictionary(parameters));
            return root;
        });
        Rethrow();
        return new RenderedComponent(this, id);
    }

    public async Task SetAsync(int id, Dictionary<string, object?> parameters)
    {
        await Dispatcher.InvokeAsync(() => RenderRootComponentAsync(id, ParameterView.FromDictionary(parameters)));
        Rethrow();
    }

    public async Task RaiseAsync(ulong handler, EventArgs args)
    {
        await Dispatcher.InvokeAsync(() => DispatchEventAsync(handler, null, args));
        Rethrow();
    }

    public string Html(int id) => Dispatcher.InvokeAsync(() => new FrameWriter(GetCurrentRenderTreeFrames).Write(id)).GetAwaiter().GetResult();

    protected override void HandleException(Exception exception) => _failure ??= exception;

    protected override Task UpdateDisplayAsync(in RenderBatch renderBatch) => Task.CompletedTask;

    private void Rethrow()
    {
        if (Interlocked.Exchange(ref _failure, null) is { } failure)
            ExceptionDispatchInfo.Throw(failure);
    }
}
