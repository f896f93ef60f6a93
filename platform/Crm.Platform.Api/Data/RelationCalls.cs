using Crm.Platform.Abstractions;
using Crm.Platform.Access.Problems;
using Crm.Platform.Api.OData;
using Crm.Platform.Records.Reading;
using Crm.Platform.Records.Reading.Collections;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Platform.Api.Data;

/// <summary>Reads below a record: <c>GET /{set}({id})/{relation}</c>, <c>…/$count</c>, and the one record of a relation to one.</summary>
internal sealed class RelationCalls(RecordList list, RecordAnswer answer)
{
    public async Task ReadAsync(DataRequest request, ResourcePath path, RelationDefinition relation)
    {
        var found = await request.Http.RequestServices.GetRequiredService<IRecordReader>().FindAsync(request.Entity.Name, path.Id, request.Caller, request.Aborted);
        if (!found.IsSuccess)
        {
            await ProblemResponse.WriteAsync(request.Http, found.Failure);
            return;
        }
        var owner = new RelationOwner(request.Entity.Name, path.Id, relation.Name);
        var below = request with { Entity = request.Model.Snapshot.Entity(relation.Target)! };
        ListPlan Within(ListPlan plan) => plan with
        {
            Below = $"{request.Entity.Set}({path.Id})/{relation.Name}",
            Query = plan.Query with { Within = owner, Sort = plan.Query.Sort.IsEmpty && relation.Sort is { } sort ? [new RecordSort(sort)] : plan.Query.Sort },
        };
        if (relation.IsSingle)
            await OneAsync(below, Within);
        else if (path.Part == RelationPart.Count)
            await RecordCount.InvokeAsync(below, Within);
        else
            await list.InvokeAsync(below, Within);
    }

    private async Task OneAsync(DataRequest request, Func<ListPlan, ListPlan> within)
    {
        var planned = SinglePlan.Of(request);
        var page = planned.IsSuccess ? await request.Http.RequestServices.GetRequiredService<IRecordReader>().QueryAsync(within(planned.Value).Query with { Top = 1 }, request.Caller, request.Aborted) : planned.Failure;
        if (!page.IsSuccess)
            await QueryRefusal.WriteAsync(request.Http, page.Failure);
        else if (page.Value.Rows.IsEmpty)
            request.Http.Response.StatusCode = StatusCodes.Status204NoContent;
        else
            await answer.WriteIfOtherAsync(request, planned.Value, page.Value.Rows[0]);
    }
}
