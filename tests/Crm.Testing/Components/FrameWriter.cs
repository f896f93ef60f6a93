using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Components.RenderTree;

namespace Crm.Testing.Components;

#pragma warning disable BL0006 // Render tree types are meant for renderers, and this serves one.

/// <summary>Writes the frames of a component and of those within it as HTML; handlers become attributes that tell their id.</summary>
internal sealed class FrameWriter(Func<int, ArrayRange<RenderTreeFrame>> framesOf)
{
    private static readonly HashSet<string> WithoutEnd = ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"];
    private readonly StringBuilder _html = new();

    public string Write(int component)
    {
        Component(component);
        return _html.ToString();
    }

    private void Component(int id)
    {
        var frames = framesOf(id);
        Range(frames.Array, 0, frames.Count);
    }

    private void Range(RenderTreeFrame[] frames, int from, int to)
    {
        for (var i = from; i < to;)
            i += One(frames, i);
    }

    /// <returns>How many frames were written.</returns>
    private int One(RenderTreeFrame[] frames, int at)
    {
        ref var frame = ref frames[at];
        switch (frame.FrameType)
        {
            case RenderTreeFrameType.Text:
                _html.Append(HtmlEncoder.Default.Encode(frame.TextContent));
                return 1;
            case RenderTreeFrameType.Markup:
                _html.Append(frame.MarkupContent);
                return 1;
            case RenderTreeFrameType.Component:
                Component(frame.ComponentId);
                return frame.ComponentSubtreeLength;
            case RenderTreeFrameType.Region:
                Range(frames, at + 1, at + frame.RegionSubtreeLength);
                return frame.RegionSubtreeLength;
            case RenderTreeFrameType.Element:
                Element(frames, at);
                return frame.ElementSubtreeLength;
            default:
                return 1;
        }
    }

    private void Element(RenderTreeFrame[] frames, int at)
    {
        var name = frames[at].ElementName;
        var end = at + frames[at].ElementSubtreeLength;
        var i = at + 1;
        _html.Append('<').Append(name);
        for (; i < end && frames[i].FrameType == RenderTreeFrameType.Attribute; i++)
            Attribute(frames[i]);
        _html.Append('>');
        if (WithoutEnd.Contains(name))
            return;
        Range(frames, i, end);
        _html.Append("</").Append(name).Append('>');
    }

    private void Attribute(in RenderTreeFrame frame)
    {
        if (frame.AttributeEventHandlerId > 0)
            _html.Append(' ').Append(MemoryRenderer.HandlerPrefix).Append(frame.AttributeName).Append("=\"").Append(frame.AttributeEventHandlerId).Append('"');
        else if (frame.AttributeValue is true)
            _html.Append(' ').Append(frame.AttributeName).Append("=\"\"");
        else if (frame.AttributeValue is not (null or false))
            _html.Append(' ').Append(frame.AttributeName).Append("=\"").Append(HtmlEncoder.Default.Encode(frame.AttributeValue.ToString()!)).Append('"');
    }
}
