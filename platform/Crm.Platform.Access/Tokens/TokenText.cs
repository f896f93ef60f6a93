using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace Crm.Platform.Access.Tokens;

/// <summary>Opaque tokens: 256 random bits in people's hands, their hash in the database.</summary>
internal static class TokenText
{
    /// <summary>Nothing we issue is longer; what is longer is not looked up.</summary>
    public const int MaxLength = 200;

    public static string New() => WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32));

    /// <summary>OpenIddict's reference id: base64 of SHA-256.</summary>
    public static string ReferenceId(string token)
    {
        Span<byte> bytes = stackalloc byte[Encoding.UTF8.GetMaxByteCount(MaxLength)];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes[..Encoding.UTF8.GetBytes(token, bytes)], hash);
        return Convert.ToBase64String(hash);
    }
}
