using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Platform.Abstractions;
using Crm.Platform.Api.Http;
using Microsoft.AspNetCore.Http;

namespace Crm.Platform.Api.Batch;

/// <summary>Where a request of a batch goes, and what it carries, once references to earlier ones are replaced.</summary>
internal readonly record struct BatchTarget(PathString Path, QueryString Query, string? Body)
{
    private const string Bind = "@odata.bind";

    /// <param name="locationOf">Address of what an earlier request made, or <see langword="null"/>.</param>
    public static Result<BatchTarget> Of(BatchItem item, HttpRequest batch, Func<string, string?> locationOf)
    {
        var url = item.Url;
        if (url.TrimStart('/') is ['$', .. var reference] && !url.Contains("$metadata", StringComparison.Ordinal))
        {
            var end = reference.IndexOfAny(['/', '?']);
            if (locationOf(end < 0 ? reference : reference[..end]) is not { } location)
                return Wrong("url", $"'{url}' refers to no earlier request of this batch that made a record.");
            url = location + (end < 0 ? "" : reference[end..]);
        }

        if (PathOf(url, batch) is not var (path, query))
            return Wrong("url", "Requests of a batch go to addresses below /api/data.");
        var body = item.Body is { } json ? BodyOf(json, locationOf) : (Result<string>?)null;
        return body is { IsSuccess: false } broken ? broken.Failure : new BatchTarget(path, query, body?.Value);
    }

    private static (PathString, QueryString)? PathOf(string url, HttpRequest batch)
    {
        if (!Uri.TryCreate(Addresses.DataRoot(batch), UriKind.Absolute, out var root) || !Uri.TryCreate(root, url, out var target) || !root.IsBaseOf(target) || target.GetLeftPart(UriPartial.Authority) != root.GetLeftPart(UriPartial.Authority))
            return null;
        var path = PathString.FromUriComponent(target);
        return path.StartsWithSegments(batch.PathBase, out var rest) ? (rest, QueryString.FromUriComponent(target)) : null;
    }

    private static Result<string> BodyOf(JsonElement body, Func<string, string?> locationOf)
    {
        var text = body.GetRawText();
        if (body.ValueKind != JsonValueKind.Object || !body.EnumerateObject().Any(IsReference))
            return text;
        var copy = JsonNode.Parse(text)!.AsObject();
        foreach (var member in body.EnumerateObject().Where(IsReference))
        {
            if (locationOf(member.Value.GetString()![1..]) is not { } location)
                return Wrong(member.Name, $"'{member.Value.GetString()}' is no earlier request of this batch that made a record.");
            copy[member.Name] = location;
        }

        return copy.ToJsonString();
    }

    private static bool IsReference(JsonProperty member) =>
        member.Name.EndsWith(Bind, StringComparison.Ordinal) && member.Value.ValueKind == JsonValueKind.String && member.Value.GetString() is ['$', ..];

    private static Invalid Wrong(string path, string message) => Invalid.Of(new Problem(path, "batch.reference", message));
}
