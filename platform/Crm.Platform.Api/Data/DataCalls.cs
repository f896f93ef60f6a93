using Crm.Platform.Abstractions;
using Crm.Platform.Access.Problems;
using Crm.Platform.Api.Http;

namespace Crm.Platform.Api.Data;

/// <summary>What each address of a set takes, by method. A record addressed by a key is found first.</summary>
internal sealed class DataCalls(RecordList list, RecordGet get, RecordChange change, BulkWrite bulk, MergeCall merge, RelationCalls relations)
{
    public async Task InvokeAsync(DataRequest request, ResourcePath path)
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

    private Task RelatedAsync(DataRequest request, ResourcePath path)
    {
        if (request.Entity.Relation(path.Relation!) is not { } relation)
            return ProblemResponse.WriteAsync(request.Http, UnknownResource.Relation(path.Relation!, request.Entity));
        return (path.Part, request.Http.Request.Method) switch
        {
            (RelationPart.Records or RelationPart.Count, "GET" or "HEAD") => relations.ReadAsync(request, path, relation),
            (RelationPart.Reference, "GET" or "HEAD") when path.RelatedId is null => ReferenceCalls.ReadAsync(request, path, relation),
            (RelationPart.Reference, "DELETE") => ReferenceCalls.RemoveAsync(request, path, relation),
            (RelationPart.Reference, "POST") when path.RelatedId is null && relation.Kind != RelationKind.Owned => ReferenceCalls.WriteAsync(request, path, relation, isWhole: false),
            (RelationPart.Reference, "PUT") when path.RelatedId is null && relation.Kind != RelationKind.Owned => ReferenceCalls.WriteAsync(request, path, relation, isWhole: true),
            _ => MethodRefusal.WriteAsync(request.Http, path.Part != RelationPart.Reference ? "GET, HEAD" : path.RelatedId is not null ? "DELETE" : relation.Kind == RelationKind.Owned ? "GET, HEAD, DELETE" : "GET, HEAD, POST, PUT, DELETE"),
        };
    }

    private Task HandOnAsync(DataRequest request, ResourcePath path) => (path.Kind, request.Http.Request.Method) switch
    {
        (ResourceKind.Set, "GET" or "HEAD") => list.InvokeAsync(request),
        (ResourceKind.Set, "POST") => change.CreateAsync(request),
        (ResourceKind.Set, _) => MethodRefusal.WriteAsync(request.Http, "GET, HEAD, POST"),
        (ResourceKind.Bulk, "POST") => bulk.InvokeAsync(request),
        (ResourceKind.Merge, "POST") => merge.InvokeAsync(request),
        (ResourceKind.Export, "GET") => ExportCall.InvokeAsync(request),
        (ResourceKind.Export, _) => MethodRefusal.WriteAsync(request.Http, "GET"),
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
        (ResourceKind.Related, _) => RelatedAsync(request, path),
        _ => MethodRefusal.WriteAsync(request.Http, "POST"),
    };
}
