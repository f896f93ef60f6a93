using System.Text.Json;
using Crm.Platform.Api.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Crm.Platform.Api.Imports;

/// <summary>The two parts of the body. The file is streamed to disk as it arrives.</summary>
internal sealed record ImportForm(Guid File, JsonElement Mapping)
{
    private const int MostParts = 4;
    private const int LongestBoundary = 100;

    /// <summary>The parts, or <see langword="null"/> when the request was refused and is answered already.</summary>
    public static async Task<ImportForm?> ReadAsync(ImportCall call)
    {
        if (!MediaTypeHeaderValue.TryParse(call.Http.Request.ContentType, out var type) || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase))
            return await RefuseAsync(call, null, StatusCodes.Status415UnsupportedMediaType, "request.media_type", "Send the body as multipart/form-data with the parts 'file' and 'mapping'.");
        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary).Value;
        if (string.IsNullOrEmpty(boundary) || boundary.Length > LongestBoundary)
            return await RefuseAsync(call, null, StatusCodes.Status400BadRequest, "request.multipart", "The content type names no usable boundary.");

        var parts = new Parts();
        try
        {
            return await ReadAsync(call, new MultipartReader(boundary, call.Http.Request.Body), parts);
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException and not BadHttpRequestException)
        {
            return await RefuseAsync(call, parts.File, StatusCodes.Status400BadRequest, "request.multipart", "The multipart body is broken or incomplete.");
        }
    }

    private static async Task<ImportForm?> ReadAsync(ImportCall call, MultipartReader reader, Parts parts)
    {
        for (var count = 0; await reader.ReadNextSectionAsync(call.Aborted) is { } section; count++)
        {
            var disposition = ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var parsed) ? parsed : new ContentDispositionHeaderValue("none");
            var answered = (HeaderUtilities.RemoveQuotes(disposition.Name).Value, count) switch
            {
                (_, >= MostParts) => await UnknownAsync(call, parts, "more parts"),
                ("file", _) when parts.File is null => await TakeFileAsync(call, section, disposition, parts),
                ("mapping", _) when parts.Mapping is null => await TakeMappingAsync(call, section, parts),
                var (name, _) => await UnknownAsync(call, parts, name ?? ""),
            };
            if (answered)
                return null;
        }
        if (parts is { File: { } file, Mapping: { } mapping })
            return new ImportForm(file, mapping);
        var missing = parts.File is null ? "file" : "mapping";
        return await RefuseAsync(call, parts.File, StatusCodes.Status400BadRequest, "request.part_missing", $"The part '{missing}' is missing.", missing);
    }

    private static async Task<bool> TakeFileAsync(ImportCall call, MultipartSection section, ContentDispositionHeaderValue disposition, Parts parts)
    {
        var name = HeaderUtilities.RemoveQuotes(disposition.FileNameStar.HasValue ? disposition.FileNameStar : disposition.FileName).Value;
        var uploaded = await call.Imports.UploadAsync(section.Body, name ?? "", call.Caller, call.Aborted);
        if (uploaded.IsSuccess)
        {
            parts.File = uploaded.Value;
            return false;
        }
        if (uploaded.Failure is { Code: "import.size" } tooLarge)
            await call.RefuseAsync(StatusCodes.Status413PayloadTooLarge, tooLarge.Code, tooLarge.Message, "file");
        else
            await call.RefuseAsync(uploaded.Failure);
        return true;
    }

    private static async Task<bool> TakeMappingAsync(ImportCall call, MultipartSection section, Parts parts)
    {
        using var text = new MemoryStream();
        var buffer = new byte[16 * 1024];
        for (int read; (read = await section.Body.ReadAsync(buffer, call.Aborted)) > 0;)
        {
            text.Write(buffer, 0, read);
            if (text.Length > JsonBody.MaxBytes)
                return await RefuseAsync(call, parts.File, StatusCodes.Status413PayloadTooLarge, "request.too_large", "The mapping is larger than 1 MB.", "mapping") is null;
        }
        try
        {
            var json = text.GetBuffer().AsMemory(0, (int)text.Length);
            if (JsonText.IsReadable(json.Span))
            {
                using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 8, AllowDuplicateProperties = false });
                parts.Mapping = document.RootElement.Clone();
                return false;
            }
        }
        catch (JsonException)
        {
            // Answered below with what is readable for people.
        }
        return await RefuseAsync(call, parts.File, StatusCodes.Status400BadRequest, "request.json", "The part 'mapping' is not valid JSON.", "mapping") is null;
    }

    private static async Task<bool> UnknownAsync(ImportCall call, Parts parts, string name) =>
        await RefuseAsync(call, parts.File, StatusCodes.Status400BadRequest, "request.part_unknown", $"There may be one part 'file' and one part 'mapping', not '{name}'.") is null;

    private static async Task<ImportForm?> RefuseAsync(ImportCall call, Guid? file, int status, string code, string message, string path = "")
    {
        if (file is { } id)
            await call.Imports.DiscardAsync(id, call.Caller, call.Aborted);
        await call.RefuseAsync(status, code, message, path);
        return null;
    }

    /// <summary>What has arrived so far.</summary>
    private sealed class Parts
    {
        public Guid? File { get; set; }

        public JsonElement? Mapping { get; set; }
    }
}
