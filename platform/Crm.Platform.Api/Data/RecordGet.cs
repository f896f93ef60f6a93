using Crm.Platform.Abstractions;
using Crm.Platform.Access.Problems;
using Crm.Platform.Api.Http;
using Crm.Platform.Records.Reading;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Platform.Api.Data;

/// <summary><c>GET /{set}({id})</c>.</summary>
internal sealed class RecordGet(RecordAnswer answer)
{
    public async Task InvokeAsync(DataRequest request, Guid id)
    {
        var planned = SinglePlan.Of(request);
        if (!planned.IsSuccess)
        {
            await QueryRefusal.WriteAsync(request.Http, planned.Failure);
            return;
        }

        if (!planned.Value.Expand.IsEmpty)
        {
            await answer.WriteExpandedAsync(request, planned.Value, id, StatusCodes.Status200OK);
            return;
        }

        var found = await request.Http.RequestServices.GetRequiredService<IRecordReader>().FindAsync(request.Entity.Name, id, request.Caller, request.Aborted);
        if (!found.IsSuccess)
            await ProblemResponse.WriteAsync(request.Http, found.Failure);
        else if (EntityTags.Read(request.Http.Request.Headers.IfNoneMatch).Matches(found.Value.Version))
            NotModified(request.Http.Response, found.Value);
        else
            await answer.WriteAsync(request, planned.Value, new RecordRow(found.Value, []), StatusCodes.Status200OK);
    }

    private static void NotModified(HttpResponse response, Record record)
    {
        response.StatusCode = StatusCodes.Status304NotModified;
        EntityTags.Write(response, record.Version);
    }
}
