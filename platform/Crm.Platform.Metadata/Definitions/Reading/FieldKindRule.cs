using System.Text.Json.Nodes;
using Crm.Platform.Abstractions;

namespace Crm.Platform.Metadata.Definitions.Reading;

/// <summary>Which kind of field a schema describes: <c>x-crm.kind</c> where given, else by type, format, options and lookup.</summary>
internal sealed class FieldKindRule(IFieldKindRegistry kinds)
{
    private static readonly string[] Platform =
    [
        FieldKinds.Text, FieldKinds.Multiline, FieldKinds.Email, FieldKinds.Phone, FieldKinds.Url, FieldKinds.Integer, FieldKinds.Decimal, FieldKinds.Money,
        FieldKinds.Boolean, FieldKinds.Date, FieldKinds.DateTime, FieldKinds.Choice, FieldKinds.Lookup,
    ];

    private static readonly string[] Later =
        ["rich_text", "percent", "time", "duration", "multi_choice", "auto_number", "formula", "rollup", "file", "image", "address", "json", "rating", "color", "geo"];

    /// <summary>The kind, or <see langword="null"/> after reporting why there is none.</summary>
    public string? Resolve(JsonObject json, JsonObject? crm, ProblemLog log)
    {
        var type = TypeOf(json);
        if (crm.Text("kind") is { } named)
            return Named(named, type, log);
        if (crm.Has("rollup"))
            return Unsupported("x-crm.rollup", "rollup", log);
        if (crm.Has("lookup"))
            return Typed(FieldKinds.Lookup, type, log);
        return json.Has("enum") ? Typed(FieldKinds.Choice, type, log) : FromType(json, type, log);
    }

    private string? Named(string named, string? type, ProblemLog log)
    {
        if (Later.Contains(named) && kinds.Find(named) is null)
            return Unsupported("x-crm.kind", named, log);
        if (kinds.Find(named) is not null && named != FieldKinds.Uuid)
            return Typed(named, type, log);
        log.Add("x-crm.kind", "kind", $"There is no kind of field called '{named}'.", Suggestion.For(named, Platform) ?? Supported());
        return null;
    }

    private string? Typed(string kind, string? type, ProblemLog log)
    {
        var expected = WireType(kinds.Find(kind)?.Storage);
        if (type is null || type == expected)
            return kind;
        log.Add("type", "kind", $"A {kind} field has the type {expected}, not {type}.", $"Write \"type\": \"{expected}\".");
        return null;
    }

    private static string? FromType(JsonObject json, string? type, ProblemLog log)
    {
        switch (type)
        {
            case "string": return FromFormat(json.Text("format"), log);
            case "integer": return FieldKinds.Integer;
            case "number": return FieldKinds.Decimal;
            case "boolean": return FieldKinds.Boolean;
            case "array": return Unsupported("type", "multi_choice", log);
            case "object": return Unsupported("type", "json", log);
            case null: log.Add("type", "required", "The field needs a type or an x-crm.kind.", "Write \"type\": \"string\" for text."); break;
            default: log.Add("type", "kind", $"There is no type '{type}'.", Suggestion.For(type, ["string", "integer", "number", "boolean"])); break;
        }

        return null;
    }

    private static string? FromFormat(string? format, ProblemLog log)
    {
        switch (format)
        {
            case null: return FieldKinds.Text;
            case "email": return FieldKinds.Email;
            case "uri": return FieldKinds.Url;
            case "date": return FieldKinds.Date;
            case "date-time": return FieldKinds.DateTime;
            case "uuid": log.Add("x-crm.lookup", "required", "A field of format uuid is a lookup and must say of which entity.", "Add \"x-crm\": { \"lookup\": \"account\" }."); break;
            case "time" or "duration": return Unsupported("format", format, log);
            default: log.Add("format", "kind", $"There is no format '{format}'.", Suggestion.For(format, ["email", "uri", "date", "date-time", "uuid"])); break;
        }

        return null;
    }

    /// <summary>The JSON type; of <c>["string", "null"]</c> the one that is not null, since every field takes null.</summary>
    private static string? TypeOf(JsonObject json) =>
        json.Text("type") ?? (json["type"].Texts().Select(t => t.Text).Where(t => t != "null").ToList() is [var only] ? only : null);

    private static string WireType(StorageType? storage) => storage switch
    {
        StorageType.Integer => "integer",
        StorageType.Decimal => "number",
        StorageType.Boolean => "boolean",
        _ => "string",
    };

    private static string? Unsupported(string path, string kind, ProblemLog log)
    {
        log.Add(path, "unsupported", $"Fields of kind {kind} are not supported yet.", Supported());
        return null;
    }

    private static string Supported() => $"Supported are {string.Join(", ", Platform)}.";
}
