using System.Text;
using Microsoft.Extensions.Primitives;

namespace Crm.Platform.Access.Tokens;

/// <summary>Who a token request says it is from: by Basic header or in the body, never both.</summary>
internal sealed record ClientCredentials(string ClientId, string Secret)
{
    private const string BasicPrefix = "Basic ";
    private const int MaxHeaderLength = 4096;

    public static Checked<ClientCredentials> Read(StringValues authorization, TokenForm form)
    {
        if (form["client_assertion"] is not null || form["client_assertion_type"] is not null)
            return TokenError.InvalidRequest("Client assertions are not supported; use client_secret_basic or client_secret_post.");
        if (authorization.Count == 0)
            return InBody(form);
        if (form["client_secret"] is not null)
            return TokenError.InvalidRequest("Authenticate either in the header or in the body, not in both.");
        if (authorization.Count > 1)
            return TokenError.InvalidRequest("The Authorization header is repeated.");
        var basic = InHeader(authorization[0] ?? "");
        if (basic is null)
            return TokenError.InvalidClient;
        return form["client_id"] is { } named && named != basic.ClientId
            ? TokenError.InvalidRequest("client_id differs from the client in the Authorization header.")
            : basic;
    }

    private static Checked<ClientCredentials> InBody(TokenForm form) =>
        form["client_id"] is { } id && form["client_secret"] is { } secret ? new ClientCredentials(id, secret) : TokenError.InvalidClient;

    private static ClientCredentials? InHeader(string header)
    {
        if (header.Length > MaxHeaderLength || !header.StartsWith(BasicPrefix, StringComparison.OrdinalIgnoreCase))
            return null;
        var buffer = new byte[MaxHeaderLength];
        if (!Convert.TryFromBase64String(header[BasicPrefix.Length..].Trim(), buffer, out var length))
            return null;
        var text = Encoding.UTF8.GetString(buffer, 0, length);
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && FormDecode(text[..colon]) is { } id && FormDecode(text[(colon + 1)..]) is { Length: > 0 } secret ? new ClientCredentials(id, secret) : null;
    }

    /// <summary>RFC 6749 §2.3.1: both parts are form-encoded before they are joined. <see langword="null"/> for a broken escape.</summary>
    private static string? FormDecode(string text)
    {
        for (var i = text.IndexOf('%', StringComparison.Ordinal); i >= 0; i = text.IndexOf('%', i + 1))
            if (i + 2 >= text.Length || !char.IsAsciiHexDigit(text[i + 1]) || !char.IsAsciiHexDigit(text[i + 2]))
                return null;
        return Uri.UnescapeDataString(text.Replace('+', ' '));
    }
}
