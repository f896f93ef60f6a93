using System.Globalization;
using System.Text.Json;
using Crm.Platform.Abstractions;
using Crm.Platform.Access.Problems;
using Crm.Platform.Webhooks.Administration;
using Microsoft.AspNetCore.Http;

namespace Crm.Platform.Api.Webhooks;

/// <summary>What became of a webhook's events, and sending them again.</summary>
internal static class DeliveryQueries
{
    private const int PageSize = 50;

    /// <summary><c>?status=waiting|delivered|dead&amp;before={id}&amp;top=50</c>, the newest first; <c>next</c> is the address of the page after it.</summary>
    public static async Task ListAsync(WebhookCall call)
    {
        var query = call.Http.Request.Query;
        var status = DeliveryWire.FindStatus(query["status"]);
        if (query["status"].Count > 0 && status is null)
        {
            await ProblemResponse.WriteAsync(call.Http, StatusCodes.Status400BadRequest, Invalid.Of(new Problem("status", "webhook.status", "The status is one of waiting, delivered and dead.")));
            return;
        }
        var top = Number(query["top"]) is { } asked ? (int)Math.Clamp(asked, 1, 200) : PageSize;
        var listed = await call.Webhooks.DeliveriesAsync(call.Id, status, Number(query["before"]), top, call.Caller, call.Aborted);
        await call.AnswerAsync(listed, (json, states) =>
        {
            json.WriteStartObject();
            json.WriteStartArray("value");
            foreach (var state in states)
                DeliveryWire.Write(json, state);
            json.WriteEndArray();
            if (states.Length == top)
                json.WriteString("next", $"{call.Http.Request.PathBase}{call.Http.Request.Path}?before={states[^1].Delivery.Id}&top={top}{(status is { } one ? $"&status={DeliveryWire.NameOf(one)}" : "")}");
            json.WriteEndObject();
        });
    }

    public static async Task GetAsync(WebhookCall call) => await call.AnswerAsync(await call.Webhooks.AttemptsAsync(call.Id, call.Delivery, call.Caller, call.Aborted), (json, attempts) =>
    {
        json.WriteStartObject();
        json.WriteStartArray("attempts");
        foreach (var attempt in attempts)
            DeliveryWire.Write(json, attempt);
        json.WriteEndArray();
        json.WriteEndObject();
    });

    public static async Task ReplayOneAsync(WebhookCall call) => await AnswerAsync(call, await call.Webhooks.ReplayAsync(call.Id, new Replay(call.Delivery), call.Caller, call.Aborted));

    /// <summary><c>{since, status}</c>, both optional: nothing at all sends everything that is kept again.</summary>
    public static async Task ReplayAsync(WebhookCall call)
    {
        if (await call.ReadAsync(DeliveryWire.ReadReplay) is { } replay)
            await AnswerAsync(call, await call.Webhooks.ReplayAsync(call.Id, replay, call.Caller, call.Aborted));
    }

    private static Task AnswerAsync(WebhookCall call, Result<int> replayed) => call.AnswerAsync(replayed, WriteCount);

    private static void WriteCount(Utf8JsonWriter json, int replayed)
    {
        json.WriteStartObject();
        json.WriteNumber("replayed", replayed);
        json.WriteEndObject();
    }

    private static long? Number(string? text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
