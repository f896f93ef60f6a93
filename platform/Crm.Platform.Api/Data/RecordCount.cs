using System.Globalization;
using System.Text;
using Crm.Platform.Api.Http;
using Crm.Platform.Api.OData;
using Crm.Platform.Records.Reading;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Platform.Api.Data;

/// <summary><c>GET /{set}/$count</c>: the number alone, as text.</summary>
internal static class RecordCount
{
    public static async Task InvokeAsync(DataRequest request)
    {
        var planned = QueryPlanner.Plan(request.Model, request.Entity, request.Query);
        var counted = planned.IsSuccess
            ? await request.Http.RequestServices.GetRequiredService<IRecordReader>().CountAsync(planned.Value.Query, request.Caller, request.Aborted)
            : planned.Failure;
        if (!counted.IsSuccess)
        {
            await QueryRefusal.WriteAsync(request.Http, counted.Failure);
            return;
        }

        request.Http.Response.ContentType = WireTypes.Text;
        await request.Http.Response.BodyWriter.WriteAsync(Encoding.ASCII.GetBytes(counted.Value.ToString(CultureInfo.InvariantCulture)), request.Aborted);
    }
}
