using System.Text.Json;
using System.Text.Unicode;

namespace Crm.Platform.Api.Http;

/// <summary>Finds text that JSON's grammar allows and .NET cannot hold, before somebody reads it and throws.</summary>
internal static class JsonText
{
    /// <exception cref="JsonException">It is not JSON at all.</exception>
    public static bool IsReadable(ReadOnlySpan<byte> json) =>
        Utf8.IsValid(json) && (!MayEscapeSurrogates(json) || AreStringsReadable(json));

    /// <summary>Escaped surrogates are rare, so the slow look at each string is too.</summary>
    private static bool MayEscapeSurrogates(ReadOnlySpan<byte> json) => json.IndexOf("\\ud"u8) >= 0 || json.IndexOf("\\uD"u8) >= 0;

    private static bool AreStringsReadable(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = JsonBody.MaxDepth });
        try
        {
            while (reader.Read())
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName)
                    reader.GetString();
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
