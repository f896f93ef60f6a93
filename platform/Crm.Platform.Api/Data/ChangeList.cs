using Crm.Platform.Abstractions;
using Crm.Platform.Access.Problems;
using Crm.Platform.Api.Http;
using Crm.Platform.Api.OData;
using Crm.Platform.Api.Wire;
using Crm.Platform.Records.Reading;
using Crm.Platform.Records.Tracking;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Platform.Api.Data;

/// <summary><c>GET /{set}?…&amp;$deltatoken=…</c>: what changed in a list since.</summary>
internal static class ChangeList
{
    private const int DefaultSize = 50;

    public static async Task InvokeAsync(DataRequest request, ListPlan plan, string token, IFieldKindRegistry kinds)
    {
        var preferences = Preferences.Of(request.Http.Request);
        var size = Math.Min(preferences.MaxPageSize ?? DefaultSize, RecordQuery.MaxTop);
        var from = DeltaToken.Read(token);
        var page = from.IsSuccess
            ? await request.Http.RequestServices.GetRequiredService<IChangeTracking>().ReadAsync(plan.Query, from.Value, size, request.Caller, request.Aborted)
            : from.Failure;
        if (page.Failure is Stale gone)
        {
            await ProblemResponse.WriteAsync(request.Http, StatusCodes.Status410Gone, gone);
            return;
        }
        if (!page.IsSuccess)
        {
            await QueryRefusal.WriteAsync(request.Http, page.Failure);
            return;
        }

        preferences.Confirm(request.Http.Response);
        var output = JsonOutput.Rent();
        ListWire.WriteChanges(output.Json, request.Http.Request, plan, page.Value, kinds);
        await output.SendAsync(request.Http.Response, WireTypes.OData, request.Aborted);
    }
}
