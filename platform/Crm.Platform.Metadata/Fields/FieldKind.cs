using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Platform.Abstractions;

namespace Crm.Platform.Metadata.Fields;

/// <summary>A kind over one CLR type, so that each kind is written without casts.</summary>
internal abstract class FieldKind<T>(string id, StorageType storage) : IFieldKind
    where T : notnull
{
    public string Id { get; } = id;

    public StorageType Storage { get; } = storage;

    public virtual string Form => Storage.ToString();

    public virtual FieldTraits Traits => FieldTraits.None;

    public virtual string? WireType => Storage.WireType();

    public virtual string? Recognized => null;

    public virtual string ODataType => Storage.ODataType();

    public virtual ImmutableArray<string> Keywords => Storage.Keywords();

    public virtual int DefaultScale => 6;

    public virtual FieldDefinition Complete(FieldDefinition field) => field;

    public virtual IEnumerable<Problem> Faults(FieldDefinition field) => [];

    public Result<object> ReadJson(JsonElement json, FieldDefinition field)
    {
        try
        {
            return Read(json, field);
        }
        catch (InvalidOperationException) when (json.ValueKind == JsonValueKind.String)
        {
            // Half a surrogate pair written as an escape: legal JSON, not legal text.
            return FieldFailure.Of(field, FieldFailure.Characters, "contains characters that are not valid Unicode.");
        }
    }

    public void WriteJson(Utf8JsonWriter writer, object value, FieldDefinition field) => Write(writer, (T)value, field);

    public abstract Result<object> Parse(string text, FieldDefinition field, CultureInfo culture);

    public string Format(object value, FieldDefinition field, CultureInfo culture) => Format((T)value, field, culture);

    public string Export(object value, FieldDefinition field) => Export((T)value, field);

    public Result<object> Check(object value, FieldDefinition field) => Check((T)value, field);

    public abstract JsonObject Schema(FieldDefinition field);

    protected abstract Result<object> Read(JsonElement json, FieldDefinition field);

    protected abstract void Write(Utf8JsonWriter writer, T value, FieldDefinition field);

    protected abstract string Format(T value, FieldDefinition field, CultureInfo culture);

    protected virtual string Export(T value, FieldDefinition field) => Format(value, field, CultureInfo.InvariantCulture);

    protected virtual Result<object> Check(T value, FieldDefinition field) => value;

    /// <param name="type"><see langword="null"/> is any type.</param>
    protected static JsonObject Describe(FieldDefinition field, string? type, string? format = null)
    {
        var schema = new JsonObject();
        if (type is not null) schema["type"] = type;
        if (format is not null) schema["format"] = format;
        if (field.Title != field.Name) schema["title"] = field.Title;
        if (field.Description is not null) schema["description"] = field.Description;
        if (field.ReadOnly) schema["readOnly"] = true;
        if (field.Default is { } value) schema["default"] = JsonNode.Parse(value.GetRawText());
        return schema;
    }
}
