using System.Buffers.Text;
using System.Collections.Immutable;
using System.Text.Json;
using Crm.Platform.Abstractions;
using Crm.Platform.Api.Http;
using Crm.Platform.Api.Wire;
using Crm.Platform.Records.Reading;

namespace Crm.Platform.Api.OData;

/// <summary>Where a next link goes on. Opaque to clients, so that its content may change: how many records were passed and, unless they are long, the sort keys of the last, as a JSON array.</summary>
internal static class SkipToken
{
    private const string Name = "$skiptoken=";
    private const int LongestKeys = 1500;
    private const int Longest = 2 * LongestKeys;

    private static readonly JsonSerializerOptions Options = new() { Encoder = JsonOutput.Encoder };

    public static readonly Invalid Unknown = Invalid.Of(new Problem("$skiptoken", "odata.skiptoken", "This is not a '$skiptoken' of this API: follow '@odata.nextLink' as it is."));

    /// <param name="passed">Records passed by now, from the beginning.</param>
    public static string Write(RecordCursor cursor, int passed)
    {
        var place = JsonSerializer.SerializeToUtf8Bytes<object?[]>([passed, .. cursor.Values], Options);
        return place.Length <= LongestKeys ? Base64Url.EncodeToString(place) : Write(passed);
    }

    /// <param name="passed">What the list passed by now, from the beginning.</param>
    public static string Write(int passed) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes<int[]>([passed]));

    public static Result<ListPlan> Apply(ListPlan plan, string token)
    {
        if (Read(token) is not { ValueKind: JsonValueKind.Array } place || place.GetArrayLength() == 0 || place[0].ValueKind != JsonValueKind.Number || !place[0].TryGetInt32(out var passed) || passed < 0)
            return Unknown;
        var keys = place.EnumerateArray().Skip(1).ToList();
        if (!keys.TrueForAll(key => key.ValueKind is JsonValueKind.String or JsonValueKind.Null))
            return Unknown;
        plan = plan with { Skip = passed };
        return keys.Count == 0 ? plan : plan with { Query = plan.Query with { After = new RecordCursor([.. keys.Select(key => key.GetString())]) } };
    }

    /// <summary>A query string without the token at its end: all pages of a list share the rest of it, and so its plan.</summary>
    public static (string Shared, string? Token) Split(string query)
    {
        var at = query.LastIndexOf(Name, StringComparison.Ordinal);
        if (at <= 0 || query.IndexOf('&', at) >= 0 || query.AsSpan(0, at).Contains(Name, StringComparison.OrdinalIgnoreCase))
            return (query, null);
        return (query[..(at - 1)], query[(at + Name.Length)..]);
    }

    private static JsonElement? Read(string token)
    {
        if (token.Length > Longest || !Base64Url.IsValid(token))
            return null;
        try
        {
            var place = Base64Url.DecodeFromChars(token);
            return JsonText.IsReadable(place) ? JsonSerializer.Deserialize<JsonElement>(place) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
