using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace Crm.Platform.Access.Tokens;

/// <summary>The parameters of a token request, read once: from the body only, each at most once, within limits.</summary>
internal sealed class TokenForm(IReadOnlyDictionary<string, string> values)
{
    private const int MaxBytes = 16 * 1024;
    private static readonly FormOptions Limits = new() { ValueCountLimit = 32, KeyLengthLimit = 128, ValueLengthLimit = 4096, BufferBodyLengthLimit = MaxBytes };

    /// <summary><see langword="null"/> when absent or empty: RFC 6749 §3.2 treats both alike.</summary>
    public string? this[string name] => values.TryGetValue(name, out var value) && value.Length > 0 ? value : null;

    public static async Task<Checked<TokenForm>> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.QueryString.HasValue)
            return TokenError.InvalidRequest("Parameters belong into the body, not into the address.");
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !type.MediaType.Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase))
            return TokenError.InvalidRequest("The content type must be application/x-www-form-urlencoded.");
        if (request.ContentLength > MaxBytes)
            return TokenError.InvalidRequest("The request is too large.");
        return await ReadBodyAsync(request, cancellationToken);
    }

    private static async Task<Checked<TokenForm>> ReadBodyAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = MaxBytes;
        try
        {
            return Once(await request.ReadFormAsync(Limits, cancellationToken));
        }
        catch (Exception exception) when (exception is InvalidDataException or BadHttpRequestException or DecoderFallbackException)
        {
            return TokenError.InvalidRequest("The form cannot be read or is too large.");
        }
    }

    private static Checked<TokenForm> Once(IFormCollection form)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in form)
        {
            // The framework's form folds names together that differ in casing; such a pair shows as repeated and is refused, too.
            if (value.Count != 1)
                return TokenError.InvalidRequest("A parameter is repeated.");
            values[name] = value[0] ?? "";
        }
        return new TokenForm(values);
    }
}
