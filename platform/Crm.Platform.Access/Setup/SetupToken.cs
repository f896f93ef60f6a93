using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace Crm.Platform.Access.Setup;

/// <summary>The one-time key to the set-up page. Only its hash is kept, in memory: a restart prints a new link.</summary>
internal sealed class SetupToken
{
    private byte[]? _hash;

    /// <summary>Makes a new token of 256 random bits; an earlier one stops working.</summary>
    public string Issue()
    {
        var token = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32));
        _hash = Hash(token);
        return token;
    }

    public bool Accepts(string? token) =>
        _hash is { } hash && token is { Length: > 0 and < 200 } && CryptographicOperations.FixedTimeEquals(hash, Hash(token));

    public void Withdraw() => _hash = null;

    private static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
