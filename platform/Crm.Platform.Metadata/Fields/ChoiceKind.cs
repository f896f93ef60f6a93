using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Platform.Abstractions;

namespace Crm.Platform.Metadata.Fields;

/// <summary>One of the field's options: its value on the wire, its label in front of people.</summary>
internal sealed class ChoiceKind() : FieldKind<string>(FieldKinds.Choice, StorageType.Text)
{
    public override FieldTraits Traits => FieldTraits.Coded;

    public override string? Recognized => "string:enum";

    public override ImmutableArray<string> Keywords => ["enum", "x-crm.labels", "x-crm.colors", "x-crm.options"];

    protected override Result<object> Read(JsonElement json, FieldDefinition field)
    {
        if (json.ValueKind != JsonValueKind.String)
            return FieldFailure.Of(field, FieldFailure.Type, $"must be one of {ChoiceText.Options(field)}, in quotes.");
        foreach (var choice in field.Choices)
            if (json.ValueEquals(choice.Value))
                return choice.Value;
        return ChoiceText.Unknown(field);
    }

    public override Result<object> Parse(string text, FieldDefinition field, CultureInfo culture) =>
        ChoiceText.Find(field, text.Trim()) is { } value ? value : ChoiceText.Unknown(field);

    public override JsonObject Schema(FieldDefinition field)
    {
        var schema = Describe(field, "string");
        schema["enum"] = new JsonArray([.. field.Choices.Select(c => (JsonNode)c.Value)]);
        return schema;
    }

    protected override void Write(Utf8JsonWriter writer, string value, FieldDefinition field) => writer.WriteStringValue(value);

    protected override string Format(string value, FieldDefinition field, CultureInfo culture) => field.Choices.FirstOrDefault(c => c.Value == value)?.Label ?? value;

    protected override string Export(string value, FieldDefinition field) => value;

    protected override Result<object> Check(string value, FieldDefinition field)
    {
        var text = value.Trim();
        return text.Length == 0 || field.Choices.Any(c => c.Value == text) ? text : ChoiceText.Unknown(field);
    }
}
