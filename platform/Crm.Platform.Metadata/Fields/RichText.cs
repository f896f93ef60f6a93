using System.Collections.Frozen;
using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Ganss.Xss;

namespace Crm.Platform.Metadata.Fields;

/// <summary>The safe subset of HTML that formatted text may hold: structure and links, no pictures, styles or scripts. Thread-safe.</summary>
public static class RichText
{
    private static readonly string[] Tags =
        ["p", "br", "b", "strong", "i", "em", "u", "s", "h2", "h3", "h4", "ul", "ol", "li", "a", "blockquote", "code", "pre", "hr", "table", "thead", "tbody", "tr", "th", "td"];

    /// <summary>What stands inside these is no text for people; of other unknown elements the content stays.</summary>
    private static readonly FrozenSet<string> Dropped = new[]
    {
        "SCRIPT", "STYLE", "TEMPLATE", "IFRAME", "OBJECT", "EMBED", "NOSCRIPT", "NOEMBED", "NOFRAMES", "SVG", "MATH", "TEXTAREA", "SELECT", "TITLE", "XMP", "PLAINTEXT", "FRAMESET",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly string[] Breaking = ["P", "BR", "LI", "H2", "H3", "H4", "TR", "BLOCKQUOTE", "PRE", "HR"];
    private static readonly HtmlSanitizer Sanitizer = Make();

    /// <summary>The text with everything taken out that is not allowed; cleaning twice changes nothing more. Empty when nothing to read is left.</summary>
    public static string Clean(string html)
    {
        ArgumentNullException.ThrowIfNull(html);
        var clean = Sanitizer.Sanitize(html).Trim();
        return clean.Length == 0 || Plain(clean).Length == 0 ? "" : clean;
    }

    /// <summary>Its words without the marks, paragraphs on lines of their own.</summary>
    public static string Plain(string html)
    {
        ArgumentNullException.ThrowIfNull(html);
        var body = new HtmlParser().ParseDocument(html).Body!;
        var lines = string.Concat(body.Descendants().Select(node => node is IText text ? text.Data : node is IElement element && Breaking.Contains(element.TagName) ? "\n" : ""))
            .Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0);
        return string.Join('\n', lines);
    }

    /// <summary>What somebody typed, as formatted text: marks are kept where there are any, else paragraphs are made of the lines.</summary>
    public static string FromTyped(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Contains('<', StringComparison.Ordinal) && text.Contains('>', StringComparison.Ordinal)
            ? text
            : string.Concat(text.ReplaceLineEndings("\n").Split("\n\n").Select(p => $"<p>{WebUtility.HtmlEncode(p.Trim()).Replace("\n", "<br>", StringComparison.Ordinal)}</p>"));
    }

    private static HtmlSanitizer Make()
    {
        var sanitizer = new HtmlSanitizer { KeepChildNodes = true };
        Only(sanitizer.AllowedTags, Tags);
        Only(sanitizer.AllowedAttributes, ["href", "title", "colspan", "rowspan"]);
        Only(sanitizer.AllowedSchemes, ["http", "https", "mailto", "tel"]);
        Only(sanitizer.UriAttributes, ["href"]);
        sanitizer.AllowedCssProperties.Clear();
        sanitizer.AllowedAtRules.Clear();
        sanitizer.AllowDataAttributes = false;
        sanitizer.RemovingTag += (_, removing) =>
        {
            if (Dropped.Contains(removing.Tag.TagName))
                removing.Tag.TextContent = "";
        };
        sanitizer.PostProcessNode += (_, processed) => Guard(processed.Node);
        return sanitizer;
    }

    /// <summary>A link leads away: the page it opens learns nothing of this one.</summary>
    private static void Guard(INode node)
    {
        if (node is not IElement { TagName: "A" } link || !link.HasAttribute("href"))
            return;
        link.SetAttribute("rel", "noopener noreferrer nofollow");
        link.SetAttribute("target", "_blank");
    }

    private static void Only(ISet<string> set, IEnumerable<string> allowed)
    {
        set.Clear();
        set.UnionWith(allowed);
    }
}
