using Crm.Platform.Access.Problems;
using Crm.Platform.Records.Reading;
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
            if (await RecordAnswer.ExpandedAsync(request, planned.Value, id) is { } row)
                await answer.WriteIfOtherAsync(request, planned.Value, row);
            return;
        }

        var found = await request.Http.RequestServices.GetRequiredService<IRecordReader>().FindAsync(request.Entity.Name, id, request.Caller, request.Aborted);
        if (found.IsSuccess)
            await answer.WriteIfOtherAsync(request, planned.Value, new RecordRow(found.Value, []));
        else
            await ProblemResponse.WriteAsync(request.Http, found.Failure);
    }
}
