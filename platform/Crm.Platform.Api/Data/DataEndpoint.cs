using Crm.Platform.Access.Callers;
using Crm.Platform.Access.Problems;
using Crm.Platform.Api.History;
using Crm.Platform.Api.OData;
using Crm.Platform.Metadata.Snapshots;
using Microsoft.AspNetCore.Http;

namespace Crm.Platform.Api.Data;

/// <summary>Everything below <c>/api/data</c>: finds the entity and the caller, then hands on.</summary>
internal sealed class DataEndpoint(ODataModels models, IMetadata metadata, ICallers callers, DataCalls calls)
{
    public async Task InvokeAsync(HttpContext context)
    {
        context.Response.Headers["OData-Version"] = "4.0";
        var path = ResourcePath.Parse(context.Request.Path.Value!);
        var caller = ChangeSetHeader.Apply(context.Request, await callers.OfAsync(context.User, context.RequestAborted));
        var model = models.Of(caller);
        var entity = path.Set.Length == 0 ? null : model.Snapshot.EntityOfSet(path.Set);
        if (path.Kind == ResourceKind.Unknown || (entity is null && path.Set.Length > 0))
            await ProblemResponse.WriteAsync(context, ClosedResource.At(context.Request.Method, path, metadata.Current) ?? UnknownResource.At(path, model.Snapshot));
        else if (entity is null)
            await ServiceDocuments.InvokeAsync(context, path.Kind, model, caller);
        else
            await calls.InvokeAsync(new DataRequest(context, model, entity, caller), path);
    }
}
