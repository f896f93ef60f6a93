using System.Text.Json;

namespace Crm.Platform.Webhooks.Sending;

/// <summary>What a subscription of a webhook keeps besides what it wants to know.</summary>
/// <param name="Secret">Encrypted.</param>
internal sealed record WebhookSettings(string Url, string Secret)
{
    public static WebhookSettings Read(string json) => JsonSerializer.Deserialize<WebhookSettings>(json, JsonSerializerOptions.Web)!;

    public string Write() => JsonSerializer.Serialize(this, JsonSerializerOptions.Web);
}
