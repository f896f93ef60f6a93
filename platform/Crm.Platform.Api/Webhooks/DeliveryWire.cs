using System.Text.Json;
using Crm.Platform.Abstractions;
using Crm.Platform.Api.Http;
using Crm.Platform.Records.Outbox;
using Crm.Platform.Storage.Events;
using Crm.Platform.Webhooks.Administration;

namespace Crm.Platform.Api.Webhooks;

/// <summary>Deliveries and their attempts on the wire.</summary>
internal static class DeliveryWire
{
    private static readonly string[] ReplayMembers = ["since", "status"];
    private static readonly DeliveryStatus[] Statuses = Enum.GetValues<DeliveryStatus>();

    public static string NameOf(DeliveryStatus status) => status.ToString().ToLowerInvariant();

    public static DeliveryStatus? FindStatus(string? name) => Statuses.Where(s => NameOf(s) == name).Select(s => (DeliveryStatus?)s).FirstOrDefault();

    public static Result<Replay> ReadReplay(JsonElement body)
    {
        var reading = new MemberReading(body, "webhook.replay", ReplayMembers);
        var name = reading.Text("status");
        if (name is not null && FindStatus(name) is null or DeliveryStatus.Waiting)
            reading.Report("status", "Only what was delivered or is dead can be sent again.");
        return reading.Outcome(new Replay(null, reading.Moment("since"), FindStatus(name)));
    }

    public static void Write(Utf8JsonWriter json, DeliveryState state)
    {
        var (delivery, told) = state;
        json.WriteStartObject();
        json.WriteNumber("id", delivery.Id);
        json.WriteString("eventId", told.Id);
        json.WriteString("type", $"record.{EventNames.Of(told.Kind)}");
        json.WriteString("entity", told.Entity);
        json.WriteString("recordId", told.RecordId);
        json.WriteString("at", told.At);
        json.WriteString("status", NameOf(delivery.Status));
        json.WriteNumber("attempts", delivery.Attempts);
        if (delivery.Status == DeliveryStatus.Waiting)
            json.WriteString("dueAt", delivery.DueAt);
        json.WriteString("error", delivery.LastError);
        json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, AttemptRow attempt)
    {
        json.WriteStartObject();
        json.WriteNumber("number", attempt.Number);
        json.WriteString("at", attempt.At);
        json.WriteBoolean("succeeded", attempt.Succeeded);
        if (attempt.Status is { } status)
            json.WriteNumber("status", status);
        json.WriteNumber("milliseconds", attempt.Milliseconds);
        json.WriteString("answer", attempt.Answer);
        json.WriteString("error", attempt.Error);
        json.WriteEndObject();
    }
}
