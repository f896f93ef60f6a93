using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text.Json;
using Crm.Platform.Abstractions;
using Crm.Platform.Access.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Crm.Platform.Api.Http;

/// <summary>Reads a JSON request body within limits.</summary>
internal static class JsonBody
{
    public const int MaxBytes = 1024 * 1024;
    public const int MaxDepth = 64;

    /// <summary>The document, or <see langword="null"/> when the request was refused and is answered already.</summary>
    /// <param name="allowDuplicates">Whether the caller looks for repeated members itself.</param>
    public static async Task<JsonDocument?> ReadAsync(HttpContext context, bool allowDuplicates, int maxBytes = MaxBytes)
    {
        if (!IsJson(context.Request))
        {
            await RefuseAsync(context, StatusCodes.Status415UnsupportedMediaType, "request.media_type", "Send the body as application/json in UTF-8.");
            return null;
        }

        if (await ReadBytesAsync(context, maxBytes) is not { } text)
            return null;
        var parsed = Parse(text, allowDuplicates);
        if (parsed.IsSuccess)
            return parsed.Value;
        await ProblemResponse.WriteAsync(context, StatusCodes.Status400BadRequest, parsed.Failure);
        return null;
    }

    /// <summary>The body as it came, or <see langword="null"/> when it is too large and the request is answered already.</summary>
    public static async Task<byte[]?> ReadBytesAsync(HttpContext context, int maxBytes)
    {
        var reader = context.Request.BodyReader;
        if (context.Request.ContentLength is not { } length || length <= maxBytes)
        {
            var read = await ReadAllAsync(reader, maxBytes, context.RequestAborted);
            var text = read.IsCompleted ? read.Buffer.ToArray() : null;
            reader.AdvanceTo(read.Buffer.End);
            if (text is not null)
                return text;
        }

        await RefuseAsync(context, StatusCodes.Status413PayloadTooLarge, "request.too_large", $"The body is larger than {maxBytes / 1024} KB.");
        return null;
    }

    /// <param name="allowDuplicates">Whether the caller looks for repeated members itself.</param>
    public static Result<JsonDocument> Parse(ReadOnlyMemory<byte> text, bool allowDuplicates)
    {
        try
        {
            return JsonText.IsReadable(text.Span)
                ? JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = MaxDepth, AllowDuplicateProperties = allowDuplicates })
                : Invalid.Of(new Problem("", "request.json", "The body holds text that is not valid Unicode: broken UTF-8, or half of a surrogate pair."));
        }
        catch (JsonException exception)
        {
            return Invalid.Of(new Problem("", "request.json", Explain(exception)));
        }
    }

    /// <summary>Not completed in the result means that there is more than the limit.</summary>
    private static async Task<ReadResult> ReadAllAsync(PipeReader reader, int maxBytes, CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await reader.ReadAsync(cancellationToken);
            if (read.Buffer.Length > maxBytes)
                return new ReadResult(read.Buffer, read.IsCanceled, isCompleted: false);
            if (read.IsCompleted)
                return read;
            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private static bool IsJson(HttpRequest request)
    {
        // The exact text that nearly every client sends needs no parsing.
        if (request.ContentType is "application/json" or "application/json; charset=utf-8")
            return true;
        return MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            && (type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase) || type.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase))
            && (!type.Charset.HasValue || HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase));
    }

    private static string Explain(JsonException exception)
    {
        var message = exception.Message;
        var end = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        var reason = end < 0 ? message : message[..end];
        return string.Create(CultureInfo.InvariantCulture, $"The body is not valid JSON at line {exception.LineNumber + 1}, column {exception.BytePositionInLine + 1}: {reason}");
    }

    private static Task RefuseAsync(HttpContext context, int status, string code, string message) => ProblemResponse.WriteAsync(context, status, Invalid.Of(new Problem("", code, message)));
}
