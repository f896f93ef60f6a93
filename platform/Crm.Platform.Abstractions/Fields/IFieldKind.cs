using System.Collections.Immutable;
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

    /// <summary>How values of two kinds lie in a column; a field may change between kinds of one form without converting anything.</summary>
    string Form => Storage.ToString();

    /// <summary>What its values are like.</summary>
    FieldTraits Traits => FieldTraits.None;

    /// <summary>JSON type of the value on the wire (<c>string</c>, <c>array</c> …); <see langword="null"/> is any.</summary>
    string? WireType => Storage.WireType();

    /// <summary>The schema that means this kind without <c>x-crm.kind</c>: <c>string</c>, <c>string:email</c>, <c>string:enum</c>; <see langword="null"/> where only the name does.</summary>
    string? Recognized => null;

    /// <summary>Type in <c>$metadata</c>: a primitive (<c>Edm.Duration</c>), a collection of one, or <c>Edm.Untyped</c>. A composite kind is described by its parts.</summary>
    string ODataType => Storage.ODataType();

    /// <summary>Keywords of a definition that mean something for it, beside those of every field: <c>maxLength</c>, <c>x-crm.currency</c>. Others are refused.</summary>
    ImmutableArray<string> Keywords => Storage.Keywords();

    /// <summary>Digits kept after the decimal point where the definition does not say; for <see cref="StorageType.Decimal"/>.</summary>
    int DefaultScale => 6;

    /// <summary>Adds to a definition what the kind implies: parts, limits, being read-only. Called once when the definition is read.</summary>
    FieldDefinition Complete(FieldDefinition field) => field;

    /// <summary>What is wrong with a completed definition; paths are those of its JSON.</summary>
    IEnumerable<Problem> Faults(FieldDefinition field) => [];

    /// <summary>Reads a value from the wire. Checks its shape only; ranges and lengths are <see cref="Check"/>.</summary>
    /// <returns>A value of the CLR type of <see cref="Storage"/>, or a failure whose message says what was expected.</returns>
    Result<object> ReadJson(JsonElement json, FieldDefinition field);

    /// <summary>Writes a value as one JSON value.</summary>
    void WriteJson(Utf8JsonWriter writer, object value, FieldDefinition field);

    /// <summary>Reads what a person typed or a file holds: <c>1,250.50</c>, <c>2026-03-01</c>, a choice's label. Blank text is unset and does not get here.</summary>
    Result<object> Parse(string text, FieldDefinition field, CultureInfo culture);

    /// <summary>The value as a person of that culture reads it.</summary>
    string Format(object value, FieldDefinition field, CultureInfo culture);

    /// <summary>The value as a file holds it, the same everywhere; <see cref="Parse"/> reads it back.</summary>
    string Export(object value, FieldDefinition field) => Format(value, field, CultureInfo.InvariantCulture);

    /// <summary>Brings a value into its one stored form (trimmed text, scaled number), then applies the field's own limits.</summary>
    /// <returns>The value to store, or a failure; the code starts with <c>field.</c>. Empty text means unset: store null and apply the rules for no value.</returns>
    Result<object> Check(object value, FieldDefinition field);

    /// <summary>JSON Schema 2020-12 of the value on the wire, without null.</summary>
    JsonObject Schema(FieldDefinition field);
}
