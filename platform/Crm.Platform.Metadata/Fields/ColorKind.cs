using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Platform.Abstractions;

namespace Crm.Platform.Metadata.Fields;

/// <summary>A colour, <c>#rrggbb</c> in lower case; <c>#rgb</c> is taken for it.</summary>
internal sealed class ColorKind() : FieldKind<string>(FieldKinds.Color, StorageType.Text)
{
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");

    public override FieldTraits Traits => FieldTraits.Coded | FieldTraits.Unsortable;

    public override string Form => "color";

    public override ImmutableArray<string> Keywords => [];

    protected override Result<object> Read(JsonElement json, FieldDefinition field) => json.ValueKind == JsonValueKind.String ? json.GetString()! : NoColor(field);

    /// <summary>The number sign may be left out.</summary>
    public override Result<object> Parse(string text, FieldDefinition field, CultureInfo culture) => Stored($"#{text.Trim().TrimStart('#')}") is { } color ? color : NoColor(field);

    public override JsonObject Schema(FieldDefinition field)
    {
        var schema = Describe(field, "string");
        schema["pattern"] = "^#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})$";
        return schema;
    }

    protected override void Write(Utf8JsonWriter writer, string value, FieldDefinition field) => writer.WriteStringValue(value);

    protected override string Format(string value, FieldDefinition field, CultureInfo culture) => value;

    protected override Result<object> Check(string value, FieldDefinition field) => value.Length == 0 ? value : Stored(value.Trim()) is { } color ? color : NoColor(field);

    private static string? Stored(string text) => text.Length is 4 or 7 && text[0] == '#' && text.AsSpan(1).IndexOfAnyExcept(HexDigits) < 0
        ? (text.Length == 7 ? text : $"#{text[1]}{text[1]}{text[2]}{text[2]}{text[3]}{text[3]}").ToLowerInvariant()
        : null;

    private static Invalid NoColor(FieldDefinition field) => FieldFailure.Of(field, FieldFailure.Format, "must be a colour of the form #1b8a5a.");
}
