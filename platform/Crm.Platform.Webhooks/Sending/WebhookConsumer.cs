using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using Crm.Platform.Records.Outbox;
using Microsoft.Extensions.Options;

namespace Crm.Platform.Webhooks.Sending;

/// <summary>Sends an event to the address of its webhook. 2xx is delivered, 410 turns the webhook off, everything else is tried again.</summary>
internal sealed class WebhookConsumer(WebhookClient client, WebhookSecrets secrets, CreatorAccess access, IOptions<OutboxOptions> outbox, TimeProvider time) : IOutboxConsumer
{
    public const string ConsumerName = "webhook";

    public string Name => ConsumerName;

    public async Task<DeliveryAnswer> HandleAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        if (await access.CallerAsync(delivery.Subscription, cancellationToken) is not { } creator)
            return new DeliveryAnswer(DeliveryEnd.Gone) { Error = "Whoever made this webhook may not read records any more." };
        if (await access.SeenAsync(delivery.Event, creator, cancellationToken) is not { } entity)
            return new DeliveryAnswer(DeliveryEnd.Skipped) { Error = "The record is not for this receiver." };
        try
        {
            return await SendAsync(delivery, WebhookPayload.Write(delivery.Event, field => entity.Field(field) is not null), cancellationToken);
        }
        catch (HttpRequestException unreachable)
        {
            return new DeliveryAnswer(DeliveryEnd.Failed) { Error = unreachable.Message };
        }
        catch (CryptographicException)
        {
            return new DeliveryAnswer(DeliveryEnd.Failed) { Error = "The secret can no longer be read: give the webhook a new one." };
        }
    }

    private async Task<DeliveryAnswer> SendAsync(Delivery delivery, byte[] body, CancellationToken cancellationToken)
    {
        var settings = WebhookSettings.Read(delivery.Subscription.Settings);
        var id = delivery.Event.Id.ToString();
        var timestamp = time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var headers = new Dictionary<string, string>
        {
            ["webhook-id"] = id,
            ["webhook-timestamp"] = timestamp,
            ["webhook-signature"] = WebhookSignature.Of(id, timestamp, body, secrets.KeyOf(settings.Secret)),
            ["User-Agent"] = "Crm.Platform-Webhooks/1",
        };
        var answer = await client.PostAsync(new Uri(settings.Url), body, headers, cancellationToken);
        return new DeliveryAnswer(EndOf(answer.Status))
        {
            Status = (int)answer.Status,
            Answer = answer.Beginning,
            Error = Reason(answer.Status),
            RetryAfter = answer.RetryAfter is { } asked && asked > outbox.Value.LongestDelay ? outbox.Value.LongestDelay : answer.RetryAfter,
        };
    }

    private static DeliveryEnd EndOf(HttpStatusCode status) => (int)status switch
    {
        >= 200 and < 300 => DeliveryEnd.Delivered,
        (int)HttpStatusCode.Gone => DeliveryEnd.Gone,
        _ => DeliveryEnd.Failed,
    };

    private static string? Reason(HttpStatusCode status) => (int)status switch
    {
        >= 200 and < 300 => null,
        >= 300 and < 400 => $"It answered {(int)status}: redirects are not followed.",
        (int)HttpStatusCode.Gone => "The receiver answered 410: it wants no more events.",
        _ => $"It answered {(int)status}.",
    };
}
