using Crm.Platform.Access.Callers;
using Crm.Platform.Metadata.Publishing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Platform.Api.Metadata;

/// <summary>Addresses below <c>/api/metadata</c>. The publisher asks for the right to customize.</summary>
internal static class MetadataRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/metadata").WithTags("Metadata").RequireAuthorization();
        group.MapGet("/{kinds}", Call(DefinitionQueries.ListAsync));
        group.MapGet("/{kinds}/{name}", Call(DefinitionQueries.GetAsync));
        group.MapGet("/entities/{name}/schema", Call(RecordSchema.GetAsync));
        group.MapGet("/{kinds}/{name}/uses", Call(UseQueries.OfDefinitionAsync));
        group.MapGet("/entities/{name}/fields/{field}/uses", Call(UseQueries.OfFieldAsync));
        group.MapGet("/tombstones", Call(TombstoneCommands.ListAsync));
        group.MapPost("/tombstones/{id:guid}/restore", Call(TombstoneCommands.RestoreAsync));
        group.MapDelete("/tombstones/{id:guid}", Call(TombstoneCommands.PurgeAsync));
        group.MapGet("/problems", Call(DefinitionProblems.ListAsync));
        group.MapGet("/draft", Call(DraftCommands.GetAsync));
        group.MapDelete("/draft", Call(DraftCommands.DiscardAsync));
        group.MapPut("/draft/{kinds}/{name}", Call(DraftCommands.PutAsync));
        group.MapPatch("/draft/{kinds}/{name}", Call(DraftCommands.PatchAsync));
        group.MapDelete("/draft/{kinds}/{name}", Call(DraftCommands.DeleteAsync));
        group.MapPost("/draft/import", Call(DraftImport.InvokeAsync));
        group.MapPost("/draft/plan", Call(PublishCommands.PlanAsync));
        group.MapPost("/draft/publish", Call(PublishCommands.PublishAsync));
        group.MapGet("/versions", Call(PublishCommands.VersionsAsync));
        group.MapPost("/versions/{version:int}/restore", Call(PublishCommands.RestoreAsync));
    }

    private static RequestDelegate Call(Func<MetadataRequest, Task> handler) => async context =>
    {
        var caller = await context.RequestServices.GetRequiredService<ICallers>().OfAsync(context.User, context.RequestAborted);
        await handler(new MetadataRequest(context, context.RequestServices.GetRequiredService<IPublisher>(), caller));
    };
}
