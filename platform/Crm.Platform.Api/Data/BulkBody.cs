using System.Text.Json;
using Crm.Platform.Abstractions;
using Crm.Platform.Access.Problems;
using Crm.Platform.Api.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace Crm.Platform.Api.Data;

/// <summary>The rows of a bulk request: a JSON array, or one JSON object per line. All of it is read before anything is written.</summary>
internal static class BulkBody
{
    public const int MostRows = 10_000;
    private const int MaxBytes = 50 * 1024 * 1024;

    /// <summary>The rows; one that cannot be read is a failure of its own. <see langword="null"/> when the request is refused and answered.</summary>
    public static async Task<List<Result<JsonElement>>?> ReadAsync(HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = MaxBytes;
        return IsLines(context.Request) ? await LinesAsync(context) : await ArrayAsync(context);
    }

    private static async Task<List<Result<JsonElement>>?> ArrayAsync(HttpContext context)
    {
        if (await JsonBody.ReadAsync(context, allowDuplicates: true, MaxBytes) is not { } body)
            return null;
        if (body.RootElement.ValueKind == JsonValueKind.Array)
            return body.RootElement.GetArrayLength() <= MostRows ? [.. body.RootElement.EnumerateArray().Select(Row)] : await TooManyAsync(context);
        await ProblemResponse.WriteAsync(context, StatusCodes.Status400BadRequest, Invalid.Of(new Problem("", "request.not_an_array", "The body must be a JSON array of records, or one JSON object per line as application/x-ndjson.")));
        return null;
    }

    private static async Task<List<Result<JsonElement>>?> LinesAsync(HttpContext context)
    {
        if (await JsonBody.ReadBytesAsync(context, MaxBytes) is not { } bytes)
            return null;
        var rows = new List<Result<JsonElement>>();
        foreach (var range in Lines(bytes))
        {
            var line = bytes.AsMemory(range).TrimEnd((byte)'\r');
            if (line.Span.IndexOfAnyExcept(" \t"u8) < 0)
                continue;
            if (rows.Count == MostRows)
                return await TooManyAsync(context);
            var parsed = JsonBody.Parse(line, allowDuplicates: true);
            rows.Add(parsed.IsSuccess ? Row(parsed.Value.RootElement) : parsed.Failure);
        }

        return rows;
    }

    private static async Task<List<Result<JsonElement>>?> TooManyAsync(HttpContext context)
    {
        await ProblemResponse.WriteAsync(context, StatusCodes.Status413PayloadTooLarge, Invalid.Of(new Problem("", "bulk.too_many", $"At most {MostRows} rows go at once.")));
        return null;
    }

    private static Result<JsonElement> Row(JsonElement row) => row.ValueKind == JsonValueKind.Object ? row : Invalid.Of(new Problem("", "request.not_an_object", "A row must be a JSON object with the record's fields."));

    private static IEnumerable<Range> Lines(byte[] bytes)
    {
        for (var from = 0; from < bytes.Length;)
        {
            var end = Array.IndexOf(bytes, (byte)'\n', from) is >= 0 and var found ? found : bytes.Length;
            yield return from..end;
            from = end + 1;
        }
    }

    private static bool IsLines(HttpRequest request) => MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && type.MediaType.Value is "application/x-ndjson" or "application/ndjson" or "application/jsonl" or "application/x-jsonlines";
}
