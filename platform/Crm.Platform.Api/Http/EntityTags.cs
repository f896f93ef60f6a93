using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Crm.Platform.Api.Http;

/// <summary>Weak entity tags made of a record's version: <c>W/"3"</c>.</summary>
internal static class EntityTags
{
    public static string Of(long version) => string.Create(CultureInfo.InvariantCulture, $"W/\"{version}\"");

    public static void Write(HttpResponse response, long version) => response.Headers.ETag = Of(version);

    /// <summary>What an <c>If-Match</c> or <c>If-None-Match</c> header asks for.</summary>
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
        var opaque = tag.StartsWith("W/", StringComparison.Ordinal) ? tag.AsSpan(2) : tag;
        return opaque.Length > 2 && opaque[0] == '"' && opaque[^1] == '"'
            && long.TryParse(opaque[1..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : null;
    }
}
