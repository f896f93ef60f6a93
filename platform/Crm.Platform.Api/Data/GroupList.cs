using Crm.Platform.Abstractions;
using Crm.Platform.Api.Http;
using Crm.Platform.Api.OData;
using Crm.Platform.Api.Wire;
using Crm.Platform.Records.Reading.Aggregates;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Platform.Api.Data;

/// <summary><c>GET /{set}?$apply=…</c> where that makes groups of the records.</summary>
internal static class GroupList
{
    public static async Task InvokeAsync(DataRequest request, ListPlan plan, IFieldKindRegistry kinds)
    {
        var preferences = Preferences.Of(request.Http.Request);
        var paging = Paging.Of(plan, preferences);
        var read = await ReadAsync(request, plan, paging);
        if (!read.IsSuccess)
        {
            await QueryRefusal.WriteAsync(request.Http, read.Failure);
            return;
        }

        preferences.Confirm(request.Http.Response);
        var output = JsonOutput.Rent();
        GroupWire.Write(output.Json, request.Http.Request, plan, read.Value.Page, paging, read.Value.Count, kinds);
        await output.SendAsync(request.Http.Response, WireTypes.OData, request.Aborted);
    }

    private static async Task<Result<(AggregatePage Page, long? Count)>> ReadAsync(DataRequest request, ListPlan plan, Paging paging)
    {
        // A cursor is of records: groups go on by their number.
        if (plan.Query.After is not null)
            return SkipToken.Unknown;
        var reader = request.Http.RequestServices.GetRequiredService<IAggregateReader>();
        var query = plan.Groups! with { Records = plan.Query, Top = paging.Size, Skip = plan.Skip };
        var page = await reader.QueryAsync(query, request.Caller, request.Aborted);
        if (!page.IsSuccess)
            return page.Failure;
        if (!plan.Count)
            return (page.Value, null);
        var count = await reader.CountAsync(query, request.Caller, request.Aborted);
        return count.IsSuccess ? (page.Value, count.Value) : count.Failure;
    }
}
