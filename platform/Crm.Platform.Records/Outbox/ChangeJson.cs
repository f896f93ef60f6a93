using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Crm.Platform.Records.Writing;

namespace Crm.Platform.Records.Outbox;

/// <summary>Changes of a record as JSON: <c>{field: {old, new}}</c>.</summary>
internal static class ChangeJson
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(ImmutableArray<FieldDifference> changes)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            foreach (var change in changes)
            {
                json.WriteStartObject(change.Field.Name);
                json.WritePropertyName("old");
                json.WriteRawValue(change.Old ?? "null");
                json.WritePropertyName("new");
                json.WriteRawValue(change.New ?? "null");
                json.WriteEndObject();
            }
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
