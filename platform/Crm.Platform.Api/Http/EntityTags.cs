using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Crm.Platform.Api.Http;

/// <summary>Weak entity tags made of a record's version: <c>W/"3"</c>.</summary>
internal static class EntityTags
{
    private const int HashBytes = 12;

    public static string Of(long version) => string.Create(CultureInfo.InvariantCulture, $"W/\"{version}\"");

    /// <summary>Of an answer whose version does not tell all of it: <c>W/"3.k2Jx…"</c>. As a condition of a write it counts as its version.</summary>
    public static string Of(long version, ReadOnlySpan<byte> answer)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(answer, hash);
        return string.Create(CultureInfo.InvariantCulture, $"W/\"{version}.{Base64Url.EncodeToString(hash[..HashBytes])}\"");
    }

    /// <summary>Whether an <c>If-None-Match</c> header names the tag, compared weakly.</summary>
    public static bool Name(StringValues header, string tag)
    {
        foreach (var line in header)
            foreach (var part in (line ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
                if (part == "*" || Opaque(part).SequenceEqual(Opaque(tag)))
                    return true;
        return false;
    }

    public static void Write(HttpResponse response, long version) => response.Headers.ETag = Of(version);

    /// <summary>What an <c>If-Match</c> header asks for.</summary>
    public static TagCondition Read(StringValues header)
    {
        if (header.Count == 0)
            return TagCondition.None;
        var versions = new List<long>();
        foreach (var line in header)
        {
            foreach (var part in (line ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            {
                if (part == "*")
                    return TagCondition.Anything;
                // A tag that is not ours matches no version; it must not be taken for "no condition".
                versions.Add(VersionOf(part) ?? 0);
            }
        }

        return new TagCondition([.. versions]);
    }

    private static long? VersionOf(string tag)
    {
        var opaque = Opaque(tag);
        if (opaque.Length <= 2 || opaque[0] != '"' || opaque[^1] != '"')
            return null;
        var inner = opaque[1..^1];
        var end = inner.IndexOf('.');
        return long.TryParse(end < 0 ? inner : inner[..end], NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : null;
    }

    private static ReadOnlySpan<char> Opaque(string tag) => tag.StartsWith("W/", StringComparison.Ordinal) ? tag.AsSpan(2) : tag;
}
