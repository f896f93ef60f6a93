using System.Text.Json;
using Crm.Platform.Abstractions;
using Crm.Platform.Api.Http;
using Crm.Platform.Webhooks.Administration;

namespace Crm.Platform.Api.Webhooks;

/// <summary>A webhook on the wire: <c>{id, name, url, entity, events, fields, enabled, …}</c>.</summary>
internal static class WebhookWire
{
    private static readonly string[] Members = ["name", "url", "entity", "events", "fields", "enabled"];

    public static Result<WebhookInput> Read(JsonElement body)
    {
        var reading = new MemberReading(body, "webhook.invalid", Members);
        return reading.Outcome(new WebhookInput
        {
            Name = reading.Text("name"),
            Url = reading.Text("url"),
            Entity = reading.Text("entity"),
            Events = reading.Texts("events"),
            Fields = reading.Texts("fields"),
            Enabled = reading.Flag("enabled"),
        });
    }

    /// <param name="secret">Only where it is shown once.</param>
    public static void Write(Utf8JsonWriter json, Webhook webhook, string? secret)
    {
        json.WriteStartObject();
        json.WriteString("id", webhook.Id);
        json.WriteString("name", webhook.Name);
        json.WriteString("url", webhook.Url.OriginalString);
        json.WriteString("entity", webhook.Entity);
        Write(json, "events", webhook.Events);
        Write(json, "fields", webhook.Fields);
        json.WriteBoolean("enabled", webhook.Enabled);
        json.WriteString("offReason", webhook.OffReason);
        json.WriteString("createdAt", webhook.CreatedAt);
        json.WriteString("createdBy", webhook.CreatedByName);
        json.WriteNumber("waiting", webhook.Counts.Waiting);
        json.WriteNumber("dead", webhook.Counts.Dead);
        if (secret is not null)
            json.WriteString("secret", secret);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }
}
