using System.Text.Json.Nodes;
using Crm.Platform.Abstractions;

namespace Crm.Platform.Metadata.Definitions.Reading;

/// <summary>Which kind of field a schema describes: <c>x-crm.kind</c> where given, else by type, format, options and lookup.</summary>
internal sealed class FieldKindRule(IFieldKindRegistry kinds)
{
    private static readonly string[] Later = ["formula", "rollup"];

    /// <summary>The kind, or <see langword="null"/> after reporting why there is none.</summary>
    public string? Resolve(JsonObject json, JsonObject? crm, ProblemLog log)
    {
        var type = TypeOf(json);
        if (crm.Text("kind") is { } named)
            return Named(named, type, log);
        if (crm.Has("lookup"))
            return Typed(FieldKinds.Lookup, type, log);
        return json.Has("enum") && type is null or "string" ? Recognized("string:enum", type, log) : FromType(json, type, log);
    }

    private string? Named(string named, string? type, ProblemLog log)
    {
        if (Later.Contains(named) && kinds.Find(named) is null)
            return Unsupported("x-crm.kind", named, log);
        if (kinds.Find(named) is not null && named != FieldKinds.Uuid)
            return Typed(named, type, log);
        log.Add("x-crm.kind", "kind", $"There is no kind of field called '{named}'.", Suggestion.For(named, Names()) ?? Supported());
        return null;
    }

    private string? Recognized(string form, string? type, ProblemLog log) => kinds.Recognize(form) is { } kind ? Typed(kind.Id, type, log) : null;

    private string? Typed(string kind, string? type, ProblemLog log)
    {
        if (kinds.Find(kind)?.WireType is not { } expected || type is null || type == expected)
            return kind;
        log.Add("type", "kind", $"A {kind} field has the type {expected}, not {type}.", $"Write \"type\": \"{expected}\".");
        return null;
    }

    private string? FromType(JsonObject json, string? type, ProblemLog log)
    {
        if (type is null)
            log.Add("type", "required", "The field needs a type or an x-crm.kind.", "Write \"type\": \"string\" for text.");
        else if (kinds.Recognize(type) is not { } kind)
            log.Add("type", "kind", $"There is no type '{type}'.", Suggestion.For(type, Forms().Select(f => f.Split(':')[0])));
        else
            return type == "string" && json.Text("format") is { } format ? FromFormat(format, log) : kind.Id;
        return null;
    }

    private string? FromFormat(string format, ProblemLog log)
    {
        if (kinds.Recognize($"string:{format}") is { } kind && format != "enum")
            return kind.Id;
        if (format == "uuid")
            log.Add("x-crm.lookup", "required", "A field of format uuid is a lookup and must say of which entity.", "Add \"x-crm\": { \"lookup\": \"account\" }.");
        else
            log.Add("format", "kind", $"There is no format '{format}'.", Suggestion.For(format, Forms().Where(f => f.StartsWith("string:", StringComparison.Ordinal)).Select(f => f[7..]).Where(f => f != "enum").Append("uuid")));
        return null;
    }

    /// <summary>The JSON type; of <c>["string", "null"]</c> the one that is not null, since every field takes null.</summary>
    private static string? TypeOf(JsonObject json) =>
        json.Text("type") ?? (json["type"].Texts().Select(t => t.Text).Where(t => t != "null").ToList() is [var only] ? only : null);

    private string? Unsupported(string path, string kind, ProblemLog log)
    {
        log.Add(path, "unsupported", $"Fields of kind {kind} are not supported yet.", Supported());
        return null;
    }

    private IEnumerable<string> Forms() => kinds.All.Select(k => k.Recognized).OfType<string>();

    private IEnumerable<string> Names() => kinds.All.Select(k => k.Id).Where(id => id != FieldKinds.Uuid).Order(StringComparer.Ordinal);

    private string Supported() => $"Supported are {string.Join(", ", Names())}.";
}
