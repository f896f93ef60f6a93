using System.Security.Cryptography;
using System.Text;

namespace Crm.Platform.Webhooks.Sending;

/// <summary>Signs as Standard Webhooks says: HMAC-SHA256 over <c>id.timestamp.body</c>.</summary>
internal static class WebhookSignature
{
    public static string Of(string id, string timestamp, byte[] body, byte[] key)
    {
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{id}.{timestamp}."), .. body];
        return "v1," + Convert.ToBase64String(HMACSHA256.HashData(key, signed));
    }
}
