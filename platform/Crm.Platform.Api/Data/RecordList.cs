using Crm.Platform.Abstractions;
using Crm.Platform.Api.Http;
using Crm.Platform.Api.OData;
using Crm.Platform.Api.Wire;
using Crm.Platform.Records.Reading;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Platform.Api.Data;

/// <summary><c>GET /{set}</c> and <c>GET /{set}/trash</c>.</summary>
internal sealed class RecordList(IFieldKindRegistry kinds)
{
    /// <param name="trashed">Whether what is in the trash is listed instead of what lives.</param>
    public async Task InvokeAsync(DataRequest request, bool trashed = false)
    {
        var planned = QueryPlanner.Plan(request.Model, request.Entity, request.Query);
        if (!planned.IsSuccess)
        {
            await QueryRefusal.WriteAsync(request.Http, planned.Failure);
            return;
        }

        var plan = trashed ? planned.Value with { Query = planned.Value.Query with { Trashed = true } } : planned.Value;
        if (plan.Groups is not null)
        {
            await GroupList.InvokeAsync(request, plan, kinds);
            return;
        }

        var preferences = Preferences.Of(request.Http.Request);
        var paging = Paging.Of(plan, preferences);
        var reader = request.Http.RequestServices.GetRequiredService<IRecordReader>();
        var page = await reader.QueryAsync(plan.Query with { Top = paging.Size, Skip = plan.Skip }, request.Caller, request.Aborted);
        if (!page.IsSuccess)
        {
            await QueryRefusal.WriteAsync(request.Http, page.Failure);
            return;
        }

        long? count = null;
        if (plan.Count)
        {
            var counted = await reader.CountAsync(plan.Query, request.Caller, request.Aborted);
            if (!counted.IsSuccess)
            {
                await QueryRefusal.WriteAsync(request.Http, counted.Failure);
                return;
            }

            count = counted.Value;
        }

        preferences.Confirm(request.Http.Response);
        var output = JsonOutput.Rent();
        ListWire.Write(output.Json, request.Http.Request, plan, page.Value, paging, count, kinds);
        await output.SendAsync(request.Http.Response, WireTypes.OData, request.Aborted);
    }
}
