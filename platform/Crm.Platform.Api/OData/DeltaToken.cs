using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using Crm.Platform.Abstractions;
using Crm.Platform.Api.Http;
using Crm.Platform.Records.Tracking;
using Microsoft.AspNetCore.WebUtilities;

namespace Crm.Platform.Api.OData;

/// <summary>Where somebody who follows changes stands, as links carry it. Opaque to clients.</summary>
internal static class DeltaToken
{
    public const string Name = "$deltatoken";

    private const int Longest = 400;

    public static readonly Invalid Unknown = Invalid.Of(new Problem(Name, "odata.deltatoken", "This is not a '$deltatoken' of this API: follow '@odata.deltaLink' as it is."));

    public static string Write(ChangeToken token) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(token));

    public static Result<ChangeToken> Read(string text)
    {
        if (text.Length > Longest || !Base64Url.IsValid(text))
            return Unknown;
        try
        {
            var bytes = Base64Url.DecodeFromChars(text);
            return JsonText.IsReadable(bytes) && JsonSerializer.Deserialize<ChangeToken>(bytes) is { From: >= 0, Sent: null or >= 0, Until: null or >= 0 } token ? token : Unknown;
        }
        catch (JsonException)
        {
            return Unknown;
        }
    }

    /// <summary>A query string without the token: requests for changes share the plan of their list.</summary>
    public static (string Shared, string? Token) Split(string query)
    {
        if (!query.Contains("deltatoken", StringComparison.OrdinalIgnoreCase))
            return (query, null);
        var (shared, token) = (new StringBuilder(), default(string));
        foreach (var pair in new QueryStringEnumerable(query))
            if (token is null && pair.DecodeName().Span.Equals(Name, StringComparison.OrdinalIgnoreCase))
                token = pair.DecodeValue().ToString();
            else
                shared.Append(shared.Length == 0 ? '?' : '&').Append(pair.EncodedName).Append('=').Append(pair.EncodedValue);
        return (shared.ToString(), token);
    }
}
