using Crm.Platform.Access.Callers;
using Crm.Platform.Access.Problems;
using Crm.Platform.Api.Data;
using Crm.Platform.Api.Http;
using Crm.Platform.Api.OData;
using Crm.Platform.Metadata.Snapshots;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Platform.Api.History;

/// <summary>What happened to records, what is in the trash, and taking changes back. These addresses are narrower than the data API's own and win over it.</summary>
internal static class HistoryRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup(Addresses.Data).WithTags("Data").RequireAuthorization();
        group.MapGet("/{set}/{id:guid}/history", Call((_, request) => HistoryCommands.ListAsync(request))).WithName("GetHistory");
        group.MapPost("/{set}/{id:guid}/history/{entry:long}/restore", Call((commands, request) => commands.PutBackAsync(request))).WithName("PutBackField");
        group.MapPost("/{set}/{id:guid}/history/restore", Call((commands, request) => commands.PutBackAllAsync(request))).WithName("PutBackRecord");
        group.MapGet("/{set}/trash", Call((commands, request) => commands.TrashAsync(request))).WithName("ListTrash");
        group.MapDelete("/{set}/trash/{id:guid}", Call((_, request) => HistoryCommands.PurgeAsync(request))).WithName("PurgeRecord");
        group.MapPost("/changes/{changeSet:guid}/undo", UndoCall.InvokeAsync).WithName("UndoChanges");
    }

    private static RequestDelegate Call(Func<HistoryCommands, DataRequest, Task> handler) => async context =>
    {
        var services = context.RequestServices;
        var caller = ChangeSetHeader.Apply(context.Request, await services.GetRequiredService<ICallers>().OfAsync(context.User, context.RequestAborted));
        var model = services.GetRequiredService<ODataModels>().Of(caller);
        var set = (string)context.Request.RouteValues["set"]!;
        if (model.Snapshot.EntityOfSet(set) is { } entity)
            await handler(services.GetRequiredService<HistoryCommands>(), new DataRequest(context, model, entity, caller));
        else
            await RefuseAsync(context, new ResourcePath(ResourceKind.Set, set), model);
    };

    private static Task RefuseAsync(HttpContext context, ResourcePath path, ODataModel model)
    {
        var whole = context.RequestServices.GetRequiredService<IMetadata>().Current;
        return ProblemResponse.WriteAsync(context, ClosedResource.At(context.Request.Method, path, whole) ?? UnknownResource.At(path, model.Snapshot));
    }
}
