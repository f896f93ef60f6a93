using System.Globalization;
using System.Text;
using Crm.Platform.Abstractions;
using Crm.Platform.Api.Http;
using Crm.Platform.Api.OData;
using Crm.Platform.Records.Reading;
using Crm.Platform.Records.Reading.Aggregates;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Platform.Api.Data;

/// <summary><c>GET /{set}/$count</c>: the number alone, as text.</summary>
internal static class RecordCount
{
    public static Task InvokeAsync(DataRequest request) => InvokeAsync(request, static plan => plan);

    /// <param name="limit">Says of which records the count is.</param>
    public static async Task InvokeAsync(DataRequest request, Func<ListPlan, ListPlan> limit)
    {
        var planned = QueryPlanner.Plan(request.Model, request.Entity, request.Query);
        var counted = planned.IsSuccess ? await CountAsync(request, limit(planned.Value)) : planned.Failure;
        if (!counted.IsSuccess)
        {
            await QueryRefusal.WriteAsync(request.Http, counted.Failure);
            return;
        }

        request.Http.Response.ContentType = WireTypes.Text;
        await request.Http.Response.BodyWriter.WriteAsync(Encoding.ASCII.GetBytes(counted.Value.ToString(CultureInfo.InvariantCulture)), request.Aborted);
    }

    private static Task<Result<long>> CountAsync(DataRequest request, ListPlan plan)
    {
        var services = request.Http.RequestServices;
        return plan.Groups is { } groups
            ? services.GetRequiredService<IAggregateReader>().CountAsync(groups with { Records = plan.Query }, request.Caller, request.Aborted)
            : services.GetRequiredService<IRecordReader>().CountAsync(plan.Query, request.Caller, request.Aborted);
    }
}
