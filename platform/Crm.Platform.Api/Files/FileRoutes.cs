using Crm.Platform.Abstractions;
using Crm.Platform.Access.Callers;
using Crm.Platform.Records.Files;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Platform.Api.Files;

/// <summary>Addresses below <c>/api/files</c>. The store decides who may read what.</summary>
internal static class FileRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/files").WithTags("Files").RequireAuthorization();
        group.MapPost("", Call(FileUploads.InvokeAsync)).WithName("UploadFile");
        group.MapMethods("/{id:guid}", ["GET", "HEAD"], Call(FileDownloads.InvokeAsync)).WithName("DownloadFile");
    }

    private static RequestDelegate Call(Func<FileCall, Task> handler) => async context =>
    {
        var caller = await context.RequestServices.GetRequiredService<ICallers>().OfAsync(context.User, context.RequestAborted);
        await handler(new FileCall(context, context.RequestServices.GetRequiredService<IFiles>(), caller));
    };
}

/// <summary>A call of the file API whose sender is known.</summary>
internal readonly record struct FileCall(HttpContext Http, IFiles Files, Caller Caller)
{
    public CancellationToken Aborted => Http.RequestAborted;
}
