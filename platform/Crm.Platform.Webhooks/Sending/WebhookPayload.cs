using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Crm.Platform.Records.Outbox;
using Crm.Platform.Storage.Events;

namespace Crm.Platform.Webhooks.Sending;

/// <summary>An event as its receiver gets it: <c>{type, timestamp, data}</c>.</summary>
internal static class WebhookPayload
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="maySee">Fields the receiver may not see are left out.</param>
    public static byte[] Write(OutboxRow told, Func<string, bool> maySee)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteString("type", $"record.{EventNames.Of(told.Kind)}");
            json.WriteString("timestamp", told.At);
            json.WriteStartObject("data");
            WriteData(json, told, maySee);
            json.WriteEndObject();
            json.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteData(Utf8JsonWriter json, OutboxRow told, Func<string, bool> maySee)
    {
        json.WriteString("entity", told.Entity);
        json.WriteString("id", told.RecordId);
        json.WriteNumber("version", told.Version);
        json.WriteNumber("sequence", told.Sequence);
        if (told.ActorId is { } actor)
            json.WriteString("actor_id", actor);
        json.WriteString("source", told.Source);
        if (told.ChangeSet is { } changeSet)
            json.WriteString("change_set", changeSet);
        json.WriteStartObject("changes");
        using var changes = JsonDocument.Parse(told.Changes);
        foreach (var change in changes.RootElement.EnumerateObject().Where(c => maySee(c.Name)))
            change.WriteTo(json);
        json.WriteEndObject();
    }
}
