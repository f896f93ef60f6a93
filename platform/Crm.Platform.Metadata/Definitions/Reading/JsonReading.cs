using System.Text.Json.Nodes;

namespace Crm.Platform.Metadata.Definitions.Reading;

/// <summary>Reads properties of the expected type and passes over others: the schema reports those.</summary>
internal static class JsonReading
{
    public static string? Text(this JsonObject? json, string name) => AsText(json?[name]);

    public static string? AsText(this JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    public static bool? Flag(this JsonObject? json, string name) => json?[name] is JsonValue value && value.TryGetValue<bool>(out var flag) ? flag : null;

    /// <summary>A condition; <c>true</c> and <c>"true"</c> mean the same.</summary>
    public static string? Condition(this JsonObject? json, string name) => json.Text(name) ?? (json.Flag(name) is { } flag ? flag ? "true" : "false" : null);

    public static decimal? Number(this JsonObject? json, string name) => json?[name] is JsonValue value && value.TryGetValue<decimal>(out var number) ? number : null;

    /// <summary>A whole number, also when written <c>2.0</c>.</summary>
    public static int? Whole(this JsonObject? json, string name) =>
        json.Number(name) is { } number && number == decimal.Truncate(number) && number is >= int.MinValue and <= int.MaxValue ? (int)number : null;

    public static JsonObject? Object(this JsonObject? json, string name) => json?[name] as JsonObject;

    /// <summary>The items of a list; empty when there is none.</summary>
    public static IList<JsonNode?> Items(this JsonObject? json, string name) => json?[name] is JsonArray items ? items : [];

    /// <summary>The texts in a list with their positions.</summary>
    public static IEnumerable<(int Index, string Text)> Texts(this JsonNode? node) =>
        node is JsonArray items ? items.Select((item, index) => (index, Text: item.AsText())).Where(p => p.Text is not null).Select(p => (p.index, p.Text!)) : [];

    /// <summary>The <c>field</c> of a column, sort key or form field written as an object. The schema cannot demand it: it would demand it of the short form too.</summary>
    public static string NamedField(this JsonObject json, ProblemLog log)
    {
        if (!json.Has("field"))
            log.Add("field", "required", "'field' is missing.");
        return json.Text("field") ?? "";
    }

    public static bool Has(this JsonObject? json, string name) => json?.ContainsKey(name) == true;
}
