using System.Text.Json;
using Crm.Platform.Abstractions;

namespace Crm.Platform.Api.Wire;

/// <summary>A declared field as it is written: its name encoded once, its kind resolved once.</summary>
/// <param name="slot">-1 for a field made of parts.</param>
internal sealed class WireField(FieldDefinition definition, IFieldKind kind, int slot)
{
    private readonly JsonEncodedText _name = JsonEncodedText.Encode(definition.Name, JsonOutput.Encoder);

    public string Name => definition.Name;

    public void Write(Utf8JsonWriter json, Record record)
    {
        json.WritePropertyName(_name);
        if ((slot < 0 ? record[definition.Name] : record.ValueAt(slot)) is { } value)
            kind.WriteJson(json, value, definition);
        else
            json.WriteNullValue();
    }
}
