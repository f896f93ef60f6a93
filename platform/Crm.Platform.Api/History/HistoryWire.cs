using System.Text.Json;
using Crm.Platform.Abstractions;
using Crm.Platform.Api.Http;
using Crm.Platform.Api.Wire;
using Crm.Platform.Records.History;
using Crm.Platform.Records.Outbox;

namespace Crm.Platform.Api.History;

/// <summary>History and undo on the wire.</summary>
internal static class HistoryWire
{
    private static readonly string[] Members = ["asOf"];

    public static Result<DateTime> ReadAsOf(JsonElement body)
    {
        var reading = new MemberReading(body, "history.invalid", Members);
        var asOf = reading.Moment("asOf");
        if (asOf is null && !(body.ValueKind == JsonValueKind.Object && body.TryGetProperty("asOf", out _)))
            reading.Report("asOf", "Say to which moment: 'asOf'.");
        return reading.Outcome(asOf ?? default);
    }

    /// <param name="address">Of this list, with a query.</param>
    public static void Write(Utf8JsonWriter json, HistoryPage page, string address)
    {
        json.WriteStartObject();
        json.WriteStartArray("value");
        foreach (var entry in page.Entries)
            Write(json, entry);
        json.WriteEndArray();
        if (page.HasMore)
            json.WriteString("next", $"{address}&before={page.Entries[^1].Id}");
        json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, UndoOutcome outcome)
    {
        json.WriteStartObject();
        json.WriteString("changeSet", outcome.ChangeSet);
        json.WriteNumber("undone", outcome.Undone);
        json.WriteNumber("leftCount", outcome.LeftCount);
        json.WriteStartArray("left");
        foreach (var left in outcome.Left)
        {
            json.WriteStartObject();
            json.WriteString("entity", left.Entity);
            json.WriteString("id", left.Id);
            json.WriteString("code", left.Code);
            json.WriteString("message", left.Message);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, HistoryEntry entry)
    {
        json.WriteStartObject();
        json.WriteNumber("id", entry.Id);
        json.WriteString("kind", EventNames.Of(entry.Kind));
        json.WriteString("at", entry.At);
        json.WriteNumber("version", entry.Version);
        json.WriteId("actorId", entry.ActorId);
        json.WriteString("actor", entry.ActorName);
        json.WriteString("source", entry.Source.Kind);
        json.WriteString("sourceId", entry.Source.Id);
        json.WriteId("changeSet", entry.ChangeSet);
        if (entry.Field is { } field)
        {
            json.WriteString("field", field.Name);
            json.WritePropertyName("old");
            json.WriteRawValue(entry.Old ?? "null");
            json.WritePropertyName("new");
            json.WriteRawValue(entry.New ?? "null");
        }
        json.WriteEndObject();
    }
}
