using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Platform.Abstractions;

namespace Crm.Platform.Metadata.Fields;

/// <summary>What identifiers share: 36 characters with hyphens on the wire.</summary>
internal abstract class GuidFieldKind(string id) : FieldKind<Guid>(id, StorageType.Guid)
{
    protected override Result<object> Read(JsonElement json, FieldDefinition field) =>
        json.ValueKind == JsonValueKind.String && json.TryGetGuid(out var id) ? id : NoId(field);

    public override Result<object> Parse(string text, FieldDefinition field, CultureInfo culture) => Guid.TryParse(text, out var id) ? id : NoId(field);

    public override JsonObject Schema(FieldDefinition field) => Describe(field, "string", "uuid");

    protected override void Write(Utf8JsonWriter writer, Guid value, FieldDefinition field) => writer.WriteStringValue(value);

    protected override string Format(Guid value, FieldDefinition field, CultureInfo culture) => value.ToString();

    private static Invalid NoId(FieldDefinition field) =>
        FieldFailure.Of(field, FieldFailure.Type, "must be a record's id, such as 0197f3a0-5c1e-7d42-9b6f-3f0d8f6d2a10.");
}
