using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Crm.Platform.Abstractions;

namespace Crm.Platform.Records.Writing;

/// <summary>A field's value as the text it has on the wire, to be kept beside the record.</summary>
internal static class FieldJson
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public static string? Write(FieldRule rule, object? value)
    {
        if (value is null)
            return null;
        var buffer = new ArrayBufferWriter<byte>(64);
        using (var json = new Utf8JsonWriter(buffer, Options))
            rule.Kind.WriteJson(json, value, rule.Field);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>The value again. A failure when the field has become one of another kind.</summary>
    public static Result<object?> Read(FieldRule rule, string? json)
    {
        if (json is null)
            return (object?)null;
        using var document = JsonDocument.Parse(json);
        var read = rule.Kind.ReadJson(document.RootElement, rule.Field);
        return read.IsSuccess ? Whole(rule, read.Value) : read.Failure;
    }

    /// <summary>Every part named, those that were unset too: a part that is not given would keep what it has.</summary>
    private static object Whole(FieldRule rule, object value) =>
        value is CompositeValue given ? rule.Field.Parts.Aggregate(CompositeValue.Empty, (whole, part) => whole.With(part.Part!, given[part.Part!])) : value;
}
