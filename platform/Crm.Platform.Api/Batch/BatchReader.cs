using System.Collections.Immutable;
using System.Text.Json;
using Crm.Platform.Abstractions;

namespace Crm.Platform.Api.Batch;

/// <summary>Reads the body of a JSON batch (OData JSON Format 4.01, section 19).</summary>
internal static class BatchReader
{
    public const int MostRequests = 1000;

    private static readonly ImmutableArray<string> Methods = ["GET", "POST", "PATCH", "DELETE"];
    private static readonly ImmutableArray<string> Members = ["id", "method", "url", "headers", "body", "atomicityGroup", "dependsOn"];

    public static Result<ImmutableArray<BatchItem>> Read(JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object || !body.TryGetProperty("requests", out var requests) || requests.ValueKind != JsonValueKind.Array)
            return Wrong("requests", "The body must be {\"requests\": [...]}.");
        if (requests.GetArrayLength() > MostRequests)
            return Wrong("requests", $"At most {MostRequests} requests go in one batch.");
        var items = ImmutableArray.CreateBuilder<BatchItem>(requests.GetArrayLength());
        foreach (var (index, request) in requests.EnumerateArray().Index())
        {
            var item = Item(request, $"requests[{index}]");
            if (!item.IsSuccess)
                return item.Failure;
            items.Add(item.Value);
        }

        var all = items.MoveToImmutable();
        return Fault(all) is { } fault ? fault : all;
    }

    private static Result<BatchItem> Item(JsonElement json, string path)
    {
        if (json.ValueKind != JsonValueKind.Object)
            return Wrong(path, "A request is a JSON object.");
        foreach (var member in json.EnumerateObject())
            if (!Members.Contains(member.Name))
                return Wrong($"{path}.{member.Name}", $"A request of a batch has no '{member.Name}' here.");
        if (Text(json, "id") is not { Length: > 0 } id || Text(json, "url") is not { } url || Text(json, "method")?.ToUpperInvariant() is not { } method)
            return Wrong(path, "A request has the texts 'id', 'method' and 'url'.");
        if (!Methods.Contains(method))
            return Wrong($"{path}.method", $"'method' is one of {string.Join(", ", Methods)}.");
        if (!TryHeaders(json, out var headers) || !TryDependsOn(json, out var dependsOn))
            return Wrong(path, "'headers' is an object of texts, 'dependsOn' an array of texts.");
        return new BatchItem(id, method, url, headers, json.TryGetProperty("body", out var content) ? content : null, Text(json, "atomicityGroup"), dependsOn);
    }

    /// <summary>Ids are unique, what is depended on comes before, and the requests of a group stand together.</summary>
    private static Invalid? Fault(ImmutableArray<BatchItem> items)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < items.Length; i++)
        {
            var (item, path) = (items[i], $"requests[{i}]");
            if (item.Group is { } group && (i == 0 || items[i - 1].Group != group) && !known.Add(group))
                return Wrong($"{path}.atomicityGroup", $"The requests of '{group}' do not stand together, or a request has that id.");
            if (!known.Add(item.Id))
                return Wrong($"{path}.id", $"The id '{item.Id}' is given more than once.");
            if (item.DependsOn.FirstOrDefault(d => !known.Contains(d) || d == item.Id || d == item.Group) is { } unknown)
                return Wrong($"{path}.dependsOn", $"No request or group '{unknown}' comes before this one.");
        }

        return null;
    }

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static bool TryHeaders(JsonElement json, out ImmutableArray<(string, string)> headers)
    {
        headers = [];
        if (!json.TryGetProperty("headers", out var sent))
            return true;
        if (sent.ValueKind != JsonValueKind.Object || sent.EnumerateObject().Any(h => h.Value.ValueKind != JsonValueKind.String))
            return false;
        headers = [.. sent.EnumerateObject().Select(h => (h.Name, h.Value.GetString()!))];
        return true;
    }

    private static bool TryDependsOn(JsonElement json, out ImmutableArray<string> ids)
    {
        ids = [];
        if (!json.TryGetProperty("dependsOn", out var sent))
            return true;
        if (sent.ValueKind != JsonValueKind.Array || sent.EnumerateArray().Any(d => d.ValueKind != JsonValueKind.String))
            return false;
        ids = [.. sent.EnumerateArray().Select(d => d.GetString()!)];
        return true;
    }

    private static Invalid Wrong(string path, string message) => Invalid.Of(new Problem(path, "batch.invalid", message));
}
