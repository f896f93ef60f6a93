using Crm.Platform.Access.Callers;
using Crm.Platform.Records.Importing;
using Crm.Platform.Records.Rights;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Crm.Platform.Api.Imports;

/// <summary>Addresses below <c>/api/imports</c>. The engine asks for the right to write and shows a job to its owner and administrators.</summary>
internal static class ImportRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/imports").WithTags("Imports").RequireAuthorization();
        group.MapPost("", Call(ImportStart.InvokeAsync)).WithName("StartImport");
        group.MapGet("", Call(ImportQueries.ListAsync)).WithName("ListImports");
        group.MapGet("/{id:guid}", Call(ImportQueries.GetAsync)).WithName("GetImport");
        group.MapGet("/{id:guid}/errors", Call(ImportQueries.ErrorsAsync)).WithName("GetImportErrors");
        group.MapPost("/{id:guid}/cancel", Call(ImportQueries.CancelAsync)).WithName("CancelImport");
        group.MapPost("/{id:guid}/undo", Call(ImportQueries.UndoAsync)).WithName("UndoImport");
    }

    private static RequestDelegate Call(Func<ImportCall, Task> handler) => async context =>
    {
        var services = context.RequestServices;
        var caller = await services.GetRequiredService<ICallers>().OfAsync(context.User, context.RequestAborted);
        await handler(new ImportCall(context, services.GetRequiredService<IImports>(), services.GetRequiredService<IRights>().SeenBy(caller), services.GetRequiredService<IOptions<ImportOptions>>().Value, caller));
    };
}
