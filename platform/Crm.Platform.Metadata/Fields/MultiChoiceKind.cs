using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Platform.Abstractions;

namespace Crm.Platform.Metadata.Fields;

/// <summary>Several of the field's options, each once, in the order of the definition. None at all is unset.</summary>
internal sealed class MultiChoiceKind() : FieldKind<string>(FieldKinds.MultiChoice, StorageType.Texts)
{
    private static readonly char[] Strong = [';', '|', '\n'];

    public override FieldTraits Traits => FieldTraits.Coded | FieldTraits.Unsortable | FieldTraits.NotUnique;

    public override string? Recognized => "array";

    public override ImmutableArray<string> Keywords => ["items", "uniqueItems", "x-crm.labels", "x-crm.colors"];

    protected override Result<object> Read(JsonElement json, FieldDefinition field)
    {
        if (json.ValueKind != JsonValueKind.Array)
            return FieldFailure.Of(field, FieldFailure.Type, $"must be a list of options, not {JsonWords.Of(json)}.");
        var values = new List<string>();
        foreach (var item in json.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.String)
                return FieldFailure.Of(field, FieldFailure.Type, "must be a list of options in quotes.");
            values.Add(item.GetString()!);
        }
        return values.Distinct(StringComparer.Ordinal).Count() < values.Count
            ? FieldFailure.Of(field, FieldFailure.Choice, "names an option twice.")
            : Stored(values, field);
    }

    /// <summary>Values or labels with <c>;</c>, <c>|</c>, line breaks or, where the parts are options, commas between.</summary>
    public override Result<object> Parse(string text, FieldDefinition field, CultureInfo culture)
    {
        var whole = Values([text], field);
        var strong = whole.Contains(null) ? Values(text.Split(Strong), field) : whole;
        var parts = strong.Contains(null) ? Values(text.Split([.. Strong, ',']), field) : strong;
        return parts.Contains(null) ? ChoiceText.Unknown(field) : Stored(parts.OfType<string>(), field);
    }

    public override JsonObject Schema(FieldDefinition field)
    {
        var schema = Describe(field, "array");
        schema["items"] = new JsonObject { ["type"] = "string", ["enum"] = new JsonArray([.. field.Choices.Select(c => (JsonNode)c.Value)]) };
        schema["uniqueItems"] = true;
        return schema;
    }

    protected override void Write(Utf8JsonWriter writer, string value, FieldDefinition field)
    {
        writer.WriteStartArray();
        foreach (var choice in TextList.Split(value))
            writer.WriteStringValue(choice);
        writer.WriteEndArray();
    }

    protected override string Format(string value, FieldDefinition field, CultureInfo culture) =>
        string.Join(", ", TextList.Split(value).Select(v => field.Choices.FirstOrDefault(c => c.Value == v)?.Label ?? v));

    protected override string Export(string value, FieldDefinition field) => string.Join("; ", TextList.Split(value));

    protected override Result<object> Check(string value, FieldDefinition field) => Stored(TextList.Split(value), field);

    private static List<string?> Values(IEnumerable<string> words, FieldDefinition field) =>
        [.. words.Select(w => w.Trim()).Where(w => w.Length > 0).Select(w => ChoiceText.Find(field, w))];

    private static Result<object> Stored(IEnumerable<string> values, FieldDefinition field)
    {
        var wanted = values.ToHashSet(StringComparer.Ordinal);
        var ordered = field.Choices.Where(c => wanted.Contains(c.Value)).Select(c => c.Value).ToList();
        return ordered.Count == wanted.Count ? TextList.Join(ordered) : ChoiceText.Unknown(field);
    }
}
