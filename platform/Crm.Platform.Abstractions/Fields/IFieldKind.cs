using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Crm.Platform.Abstractions;

/// <summary>Everything the platform must know of one kind of field, registered under a stable id. Implementations are stateless and thread-safe.</summary>
/// <remarks>Values are never null here: an unset field does not reach its kind.</remarks>
public interface IFieldKind
{
    /// <summary>Stable id, as in <see cref="FieldDefinition.Kind"/>.</summary>
    string Id { get; }

    /// <summary>How values are kept.</summary>
    StorageType Storage { get; }

    /// <summary>Reads a value from the wire. Checks its shape only; ranges and lengths are <see cref="Check"/>.</summary>
    /// <returns>A value of the CLR type of <see cref="Storage"/>, or a failure whose message says what was expected.</returns>
    Result<object> ReadJson(JsonElement json, FieldDefinition field);

    /// <summary>Writes a value as one JSON value.</summary>
    void WriteJson(Utf8JsonWriter writer, object value, FieldDefinition field);

    /// <summary>Reads what a person typed or a file holds: <c>1,250.50</c>, <c>2026-03-01</c>, a choice's label. Blank text is unset and does not get here.</summary>
    Result<object> Parse(string text, FieldDefinition field, CultureInfo culture);

    /// <summary>The value as a person of that culture reads it.</summary>
    string Format(object value, FieldDefinition field, CultureInfo culture);

    /// <summary>Brings a value into its one stored form (trimmed text, scaled number), then applies the field's own limits.</summary>
    /// <returns>The value to store, or a failure; the code starts with <c>field.</c>. Empty text means unset: store null and apply the rules for no value.</returns>
    Result<object> Check(object value, FieldDefinition field);

    /// <summary>JSON Schema 2020-12 of the value on the wire, without null.</summary>
    JsonObject Schema(FieldDefinition field);
}
