using Crm.Platform.Access.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Crm.Platform.Api.Files;

/// <summary><c>GET /api/files/{id}</c>: the content, with the rights of the record that holds it.</summary>
internal static class FileDownloads
{
    public static async Task InvokeAsync(FileCall call)
    {
        var opened = await call.Files.OpenAsync(Guid.Parse((string)call.Http.Request.RouteValues["id"]!), call.Caller, call.Aborted);
        if (!opened.IsSuccess)
        {
            await ProblemResponse.WriteAsync(call.Http, opened.Failure);
            return;
        }
        await using var stored = opened.Value;
        var (file, response) = (stored.File, call.Http.Response);
        // What could run in the page's name (HTML, SVG, scripts) is only ever saved, and as nothing in particular.
        response.ContentType = stored.MayShow ? file.ContentType : "application/octet-stream";
        response.ContentLength = file.Size;
        var disposition = new ContentDispositionHeaderValue(stored.MayShow ? "inline" : "attachment");
        disposition.SetHttpFileName(file.Name);
        response.Headers.ContentDisposition = disposition.ToString();
        response.Headers.XContentTypeOptions = "nosniff";
        // Rights may be taken away at any time, so nobody keeps it without asking.
        response.Headers.CacheControl = "private, no-cache";
        if (!HttpMethods.IsHead(call.Http.Request.Method))
            await stored.Content.CopyToAsync(response.Body, call.Aborted);
    }
}
