using Crm.Platform.Access.Callers;
using Crm.Platform.Access.Problems;
using Crm.Platform.Api.History;
using Crm.Platform.Api.Http;
using Crm.Platform.Api.OData;
using Crm.Platform.Metadata.Snapshots;
using Microsoft.AspNetCore.Http;

namespace Crm.Platform.Api.Data;

/// <summary>Everything below <c>/api/data</c>: finds the entity and the caller, then hands on.</summary>
internal sealed class DataEndpoint(ODataModels models, IMetadata metadata, ICallers callers, RecordList list, RecordGet get, RecordChange change, BulkWrite bulk, MergeCall merge)
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
            await AnswerAsync(new DataRequest(context, model, entity, caller), path);
    }

    private async Task AnswerAsync(DataRequest request, ResourcePath path)
    {
        if (path.Key is null)
        {
            await HandOnAsync(request, path);
            return;
        }

        var key = await RecordKey.FindAsync(request, path.Key);
        if (!key.IsSuccess)
            await QueryRefusal.WriteAsync(request.Http, key.Failure);
        else if (key.Value.Id is { } id)
            await HandOnAsync(request, path with { Id = id });
        else if (path.Kind == ResourceKind.Record && request.Http.Request.Method == "PATCH")
            await change.UpsertAsync(request, key.Value.Values);
        else
            await ProblemResponse.WriteAsync(request.Http, ClosedResource.NoSuchRecord(request.Entity));
    }

    private Task HandOnAsync(DataRequest request, ResourcePath path) => (path.Kind, request.Http.Request.Method) switch
    {
        (ResourceKind.Set, "GET" or "HEAD") => list.InvokeAsync(request),
        (ResourceKind.Set, "POST") => change.CreateAsync(request),
        (ResourceKind.Set, _) => MethodRefusal.WriteAsync(request.Http, "GET, HEAD, POST"),
        (ResourceKind.Bulk, "POST") => bulk.InvokeAsync(request),
        (ResourceKind.Merge, "POST") => merge.InvokeAsync(request),
        (ResourceKind.Count, "GET" or "HEAD") => RecordCount.InvokeAsync(request),
        (ResourceKind.Count, _) => MethodRefusal.WriteAsync(request.Http, "GET, HEAD"),
        (ResourceKind.Record, "GET" or "HEAD") => get.InvokeAsync(request, path.Id),
        (ResourceKind.Record, "PATCH") => change.UpdateAsync(request, path.Id),
        (ResourceKind.Record, "DELETE") => RecordChange.DeleteAsync(request, path.Id),
        (ResourceKind.Record, _) => MethodRefusal.WriteAsync(request.Http, "GET, HEAD, PATCH, DELETE"),
        (ResourceKind.Restore, "POST") => change.RestoreAsync(request, path.Id),
        (ResourceKind.Access, "GET" or "HEAD") => RecordAccess.InvokeAsync(request, path.Id),
        (ResourceKind.Access, _) => MethodRefusal.WriteAsync(request.Http, "GET, HEAD"),
        (ResourceKind.Shares, "GET" or "HEAD") => RecordSharing.ListAsync(request, path.Id),
        (ResourceKind.Shares, "POST") => RecordSharing.AddAsync(request, path.Id),
        (ResourceKind.Shares, "DELETE") => RecordSharing.RemoveAsync(request, path.Id, path.ShareId),
        (ResourceKind.Shares, _) => MethodRefusal.WriteAsync(request.Http, "GET, HEAD, POST, DELETE"),
        _ => MethodRefusal.WriteAsync(request.Http, "POST"),
    };
}
