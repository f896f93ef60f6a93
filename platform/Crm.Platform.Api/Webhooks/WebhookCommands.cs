using Crm.Platform.Access.Problems;
using Microsoft.AspNetCore.Http;

namespace Crm.Platform.Api.Webhooks;

/// <summary>Making, changing and removing webhooks.</summary>
internal static class WebhookCommands
{
    public static async Task ListAsync(WebhookCall call) => await call.AnswerAsync(await call.Webhooks.ListAsync(call.Caller, call.Aborted), (json, webhooks) =>
    {
        json.WriteStartObject();
        json.WriteStartArray("value");
        foreach (var webhook in webhooks)
            WebhookWire.Write(json, webhook, null);
        json.WriteEndArray();
        json.WriteEndObject();
    });

    public static async Task GetAsync(WebhookCall call) =>
        await call.AnswerAsync(await call.Webhooks.FindAsync(call.Id, call.Caller, call.Aborted), (json, webhook) => WebhookWire.Write(json, webhook, null));

    public static async Task CreateAsync(WebhookCall call)
    {
        if (await call.ReadAsync(WebhookWire.Read) is not { } input)
            return;
        var created = await call.Webhooks.CreateAsync(input, call.Caller, call.Aborted);
        if (created.IsSuccess)
            call.Http.Response.Headers.Location = $"{call.Http.Request.PathBase}{WebhookRoutes.Base}/{created.Value.Webhook.Id}";
        await call.AnswerAsync(created, (json, made) => WebhookWire.Write(json, made.Webhook, made.Secret), StatusCodes.Status201Created);
    }

    public static async Task ChangeAsync(WebhookCall call)
    {
        if (await call.ReadAsync(WebhookWire.Read) is { } input)
            await call.AnswerAsync(await call.Webhooks.ChangeAsync(call.Id, input, call.Caller, call.Aborted), (json, webhook) => WebhookWire.Write(json, webhook, null));
    }

    public static async Task RenewSecretAsync(WebhookCall call) =>
        await call.AnswerAsync(await call.Webhooks.RenewSecretAsync(call.Id, call.Caller, call.Aborted), (json, renewed) => WebhookWire.Write(json, renewed.Webhook, renewed.Secret));

    public static async Task RemoveAsync(WebhookCall call)
    {
        var removed = await call.Webhooks.RemoveAsync(call.Id, call.Caller, call.Aborted);
        if (removed.IsSuccess)
            call.Http.Response.StatusCode = StatusCodes.Status204NoContent;
        else
            await ProblemResponse.WriteAsync(call.Http, removed.Failure);
    }
}
