using System.Globalization;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Crm.Testing.Components;

/// <summary>What a component has drawn by now. Find elements anew after each event: they are pictures, not the thing.</summary>
public sealed class RenderedComponent
{
    private readonly MemoryRenderer _renderer;
    private readonly int _id;

    internal RenderedComponent(MemoryRenderer renderer, int id) => (_renderer, _id) = (renderer, id);

    public string Html => _renderer.Html(_id);

    /// <summary>Everything people read, white space folded.</summary>
    public string Text => string.Join(' ', Body.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private IElement Body => new HtmlParser().ParseDocument($"<body>{Html}</body>").Body!;

    public IReadOnlyList<IElement> All(string selector) => [.. Body.QuerySelectorAll(selector)];

    public IElement One(string selector) => Body.QuerySelector(selector) ?? throw new InvalidOperationException($"Nothing matches '{selector}' in:\n{Html}");

    /// <summary>The first button or link with that text or accessible name.</summary>
    public IElement Command(string name) => All("button, a").FirstOrDefault(e => e.GetAttribute("aria-label") == name || e.TextContent.Trim() == name)
        ?? throw new InvalidOperationException($"There is no command '{name}' in:\n{Html}");

    /// <summary>Gives the component other parameters, as its parent would.</summary>
    public Task SetAsync(params (string Name, object? Value)[] parameters) => _renderer.SetAsync(_id, parameters.ToDictionary(p => p.Name, p => p.Value));

    public Task ClickAsync(IElement element) => RaiseAsync(element, "onclick", new MouseEventArgs());

    public Task ChangeAsync(string selector, object? value) => RaiseAsync(One(selector), "onchange", new ChangeEventArgs { Value = value });

    public Task InputAsync(string selector, object? value) => RaiseAsync(One(selector), "oninput", new ChangeEventArgs { Value = value });

    /// <summary>Raises an event at the element or the nearest one around it that listens.</summary>
    public Task RaiseAsync(IElement element, string name, EventArgs args)
    {
        for (var at = element; at is not null; at = at.ParentElement)
            if (at.GetAttribute(MemoryRenderer.HandlerPrefix + name) is { } handler)
                return _renderer.RaiseAsync(ulong.Parse(handler, CultureInfo.InvariantCulture), args);
        throw new InvalidOperationException($"Neither the <{element.LocalName}> nor anything around it listens to {name}.");
    }
}
