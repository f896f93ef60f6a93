using System.Buffers.Text;
using System.Collections.Immutable;
using System.Text.Json;
using Crm.Platform.Abstractions;
using Crm.Platform.Records.Reading;

namespace Crm.Platform.Api.OData;

/// <summary>Where a next link goes on. Opaque to clients, so that its content may change: the sort keys of the last record as JSON, or a count where those are long.</summary>
internal static class SkipToken
{
    private const string Name = "$skiptoken=";
    private const int LongestKeys = 1500;
    private const int Longest = 2 * LongestKeys;

    public static readonly Invalid Unknown = Invalid.Of(new Problem("$skiptoken", "odata.skiptoken", "This is not a '$skiptoken' of this API: follow '@odata.nextLink' as it is."));

    /// <param name="passed">Records passed by now, from the beginning.</param>
    public static string Write(RecordCursor cursor, int passed)
    {
        var keys = JsonSerializer.SerializeToUtf8Bytes(cursor.Values.AsSpan().ToArray());
        return Base64Url.EncodeToString(keys.Length <= LongestKeys ? keys : JsonSerializer.SerializeToUtf8Bytes(passed));
    }

    /// <param name="passed">What the list passed by now, from the beginning.</param>
    public static string Write(int passed) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(passed));

    public static Result<ListPlan> Apply(ListPlan plan, string token)
    {
        if (Read(token) is not { } place)
            return Unknown;
        return place.ValueKind switch
        {
            JsonValueKind.Number when place.TryGetInt32(out var skip) && skip >= 0 => plan with { Skip = skip },
            JsonValueKind.Array when place.EnumerateArray().All(v => v.ValueKind is JsonValueKind.String or JsonValueKind.Null) =>
                plan with { Query = plan.Query with { After = new RecordCursor([.. place.EnumerateArray().Select(v => v.GetString())]) } },
            _ => Unknown,
        };
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
            return JsonSerializer.Deserialize<JsonElement>(Base64Url.DecodeFromChars(token));
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
