using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Crm.Platform.Api.OData;

/// <summary>Where a next link goes on. Opaque to clients, so that its content may change.</summary>
internal static class SkipToken
{
    private const string Prefix = "skip:";

    public static string Write(int skip) => Base64Url.EncodeToString(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Prefix}{skip}")));

    public static int? Read(string token)
    {
        if (token.Length > 64 || !Base64Url.IsValid(token))
            return null;
        var text = Encoding.ASCII.GetString(Base64Url.DecodeFromChars(token));
        return text.StartsWith(Prefix, StringComparison.Ordinal) && int.TryParse(text.AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var skip) ? skip : null;
    }
}
