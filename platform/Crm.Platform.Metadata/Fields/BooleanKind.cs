using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Platform.Abstractions;

namespace Crm.Platform.Metadata.Fields;

/// <summary>Yes or no.</summary>
internal sealed class BooleanKind() : FieldKind<bool>(FieldKinds.Boolean, StorageType.Boolean)
{
    public override FieldTraits Traits => FieldTraits.NotUnique;

    public override string? Recognized => "boolean";

    private static readonly string[] Yes = ["true", "yes", "y", "1", "on", "x", "ja", "wahr", "oui", "si", "sí"];
    private static readonly string[] No = ["false", "no", "n", "0", "off", "nein", "falsch", "non"];

    protected override Result<object> Read(JsonElement json, FieldDefinition field) => json.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => FieldFailure.Of(field, FieldFailure.Type, $"must be true or false, not {JsonWords.Of(json)}."),
    };

    public override Result<object> Parse(string text, FieldDefinition field, CultureInfo culture)
    {
        var word = text.Trim();
        if (Yes.Contains(word, StringComparer.OrdinalIgnoreCase))
            return true;
        return No.Contains(word, StringComparer.OrdinalIgnoreCase) ? false : FieldFailure.Of(field, FieldFailure.Type, "must be yes or no.");
    }

    public override JsonObject Schema(FieldDefinition field) => Describe(field, "boolean");

    protected override void Write(Utf8JsonWriter writer, bool value, FieldDefinition field) => writer.WriteBooleanValue(value);

    protected override string Format(bool value, FieldDefinition field, CultureInfo culture) => value ? "Yes" : "No";

    protected override string Export(bool value, FieldDefinition field) => value ? "true" : "false";
}
