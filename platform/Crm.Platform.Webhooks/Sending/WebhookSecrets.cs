using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Crm.Platform.Webhooks.Sending;

/// <summary>The keys that webhooks are signed with. The database holds them encrypted.</summary>
internal sealed class WebhookSecrets(IDataProtectionProvider protection)
{
    private const string Prefix = "whsec_";
    private const int Bytes = 32;

    private readonly IDataProtector _protector = protection.CreateProtector("Crm.Webhooks.Secret");

    /// <summary>A new one, as its receiver writes it down.</summary>
    public static string Create() => Prefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(Bytes));

    public string Protect(string secret) => _protector.Protect(secret);

    /// <exception cref="CryptographicException">The keys of this installation were lost or changed.</exception>
    public byte[] KeyOf(string kept) => Convert.FromBase64String(_protector.Unprotect(kept)[Prefix.Length..]);
}
