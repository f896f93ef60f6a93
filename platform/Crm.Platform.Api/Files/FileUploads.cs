using Crm.Platform.Abstractions;
using Crm.Platform.Access.Problems;
using Crm.Platform.Api.Http;
using Crm.Platform.Api.Wire;
using Crm.Platform.Records.Files;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Crm.Platform.Api.Files;

/// <summary><c>POST /api/files</c>: one multipart body with one part <c>file</c>, streamed to disk as it arrives.</summary>
internal static class FileUploads
{
    /// <summary>Room for the lines around the part.</summary>
    private const long Surroundings = 64 * 1024;
    private const int LongestBoundary = 100;

    public static async Task InvokeAsync(FileCall call)
    {
        if (!call.Caller.May(CallerRights.Write))
        {
            // Before the body: nobody uploads a file only to hear no.
            await ProblemResponse.WriteAsync(call.Http, new Forbidden("access.write", "You may not change records."));
            return;
        }
        if (call.Http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = call.Http.RequestServices.GetRequiredService<IOptions<FileStoreOptions>>().Value.MaxBytes + Surroundings;
        if (!MediaTypeHeaderValue.TryParse(call.Http.Request.ContentType, out var type) || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase))
            await RefuseAsync(call, StatusCodes.Status415UnsupportedMediaType, "request.media_type", "Send the body as multipart/form-data with the part 'file'.");
        else if (HeaderUtilities.RemoveQuotes(type.Boundary).Value is not { Length: > 0 and <= LongestBoundary } boundary)
            await RefuseAsync(call, StatusCodes.Status400BadRequest, "request.multipart", "The content type names no usable boundary.");
        else
            await TakeAsync(call, new MultipartReader(boundary, call.Http.Request.Body));
    }

    private static async Task TakeAsync(FileCall call, MultipartReader reader)
    {
        try
        {
            if (await reader.ReadNextSectionAsync(call.Aborted) is not { } section
                || !ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition) || HeaderUtilities.RemoveQuotes(disposition.Name).Value != "file")
            {
                await RefuseAsync(call, StatusCodes.Status400BadRequest, "request.part_missing", "The first part must be called 'file'.");
                return;
            }
            var name = HeaderUtilities.RemoveQuotes(disposition.FileNameStar.HasValue ? disposition.FileNameStar : disposition.FileName).Value;
            await AnswerAsync(call, await call.Files.UploadAsync(section.Body, name ?? "", null, call.Caller, call.Aborted));
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException and not BadHttpRequestException)
        {
            await RefuseAsync(call, StatusCodes.Status400BadRequest, "request.multipart", "The multipart body is broken or incomplete.");
        }
    }

    private static async Task AnswerAsync(FileCall call, Result<UploadedFile> uploaded)
    {
        if (uploaded.Failure is { Code: "file.size" } tooLarge)
            await RefuseAsync(call, StatusCodes.Status413PayloadTooLarge, tooLarge.Code, tooLarge.Message);
        else if (uploaded.Failure is { } failure)
            await ProblemResponse.WriteAsync(call.Http, failure);
        else
            await CreatedAsync(call, uploaded.Value);
    }

    private static Task CreatedAsync(FileCall call, UploadedFile file)
    {
        call.Http.Response.StatusCode = StatusCodes.Status201Created;
        call.Http.Response.Headers.Location = Addresses.File(call.Http.Request, file.Id);
        var output = JsonOutput.Rent();
        output.Json.WriteStartObject();
        output.Json.WriteString("id", file.Id);
        output.Json.WriteString("name", file.Name);
        output.Json.WriteNumber("size", file.Size);
        output.Json.WriteString("contentType", file.ContentType);
        output.Json.WriteEndObject();
        return output.SendAsync(call.Http.Response, WireTypes.Json, call.Aborted);
    }

    private static Task RefuseAsync(FileCall call, int status, string code, string message) =>
        ProblemResponse.WriteAsync(call.Http, status, Invalid.Of(new Problem("file", code, message)));
}
