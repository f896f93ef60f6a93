using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Platform.Abstractions;

namespace Crm.Platform.Metadata.Fields;

/// <summary>Any JSON value, stored without blanks. For what programs keep beside a record; people see it as text.</summary>
internal sealed class JsonKind() : FieldKind<string>(FieldKinds.Json, StorageType.Text)
{
    private const int MaxBytes = 64 * 1024;
    private const int MaxDepth = 32;
    private static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = 2 * MaxDepth };
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = MaxDepth, AllowDuplicateProperties = false };

    public override string Form => "json";

    public override FieldTraits Traits => FieldTraits.Long | FieldTraits.Wide | FieldTraits.Opaque | FieldTraits.Unsortable | FieldTraits.NotUnique;

    public override string? WireType => null;

    public override string? Recognized => "object";

    public override string ODataType => "Edm.Untyped";

    public override ImmutableArray<string> Keywords => [];

    protected override Result<object> Read(JsonElement json, FieldDefinition field) => Stored(json.GetRawText(), field);

    public override Result<object> Parse(string text, FieldDefinition field, CultureInfo culture) => Stored(text, field);

    public override JsonObject Schema(FieldDefinition field) => Describe(field, null);

    protected override void Write(Utf8JsonWriter writer, string value, FieldDefinition field) => writer.WriteRawValue(value);

    protected override string Format(string value, FieldDefinition field, CultureInfo culture) => value;

    protected override Result<object> Check(string value, FieldDefinition field) => Stored(value, field);

    private static Result<object> Stored(string text, FieldDefinition field)
    {
        try
        {
            using var document = JsonDocument.Parse(text, Strict);
            if (document.RootElement.ValueKind == JsonValueKind.Null)
                return "";
            var stored = JsonSerializer.Serialize(document.RootElement, Compact);
            return Encoding.UTF8.GetByteCount(stored) <= MaxBytes ? stored : FieldFailure.Of(field, FieldFailure.MaxLength, $"takes at most {MaxBytes / 1024} KB.");
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or ArgumentException)
        {
            return FieldFailure.Of(field, FieldFailure.Format, $"must be valid JSON, with no member twice and at most {MaxDepth} levels.");
        }
    }
}
