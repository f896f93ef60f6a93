using Crm.Platform.Abstractions;
using Crm.Platform.Api.Http;
using Crm.Platform.Api.OData;
using Crm.Platform.Api.Wire;
using Crm.Platform.Records.Reading;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Platform.Api.Data;

/// <summary><c>GET /{set}</c>, <c>GET /{set}/trash</c> and <c>GET /{set}({id})/{relation}</c>.</summary>
internal sealed class RecordList(IFieldKindRegistry kinds)
{
    /// <param name="trashed">Whether what is in the trash is listed instead of what lives.</param>
    public Task InvokeAsync(DataRequest request, bool trashed = false) =>
        InvokeAsync(request, trashed ? plan => plan with { Query = plan.Query with { Trashed = true } } : static plan => plan);

    /// <param name="limit">Says of which records the list is.</param>
    public async Task InvokeAsync(DataRequest request, Func<ListPlan, ListPlan> limit)
    {
        var (query, token) = DeltaToken.Split(request.Query);
        var planned = QueryPlanner.Plan(request.Model, request.Entity, query);
        if (!planned.IsSuccess)
        {
            await QueryRefusal.WriteAsync(request.Http, planned.Failure);
            return;
        }

        var plan = limit(planned.Value);
        if (token is not null && !plan.MayBeFollowed)
            await QueryRefusal.WriteAsync(request.Http, Invalid.Of(new Problem("$deltatoken", "odata.option_not_here", "Lists over relations cannot be followed.")));
        else if (plan.Groups is not null)
            await GroupList.InvokeAsync(request, plan, kinds);
        else if (token is not null && plan.Query.After is null && plan.Skip == 0)
            await ChangeList.InvokeAsync(request, plan, token, kinds);
        else
            await WriteAsync(request, plan, token);
    }

    private async Task WriteAsync(DataRequest request, ListPlan plan, string? token)
    {
        var preferences = Preferences.Of(request.Http.Request);
        var paging = Paging.Of(plan, preferences);
        var tracking = await TrackedList.BeginAsync(request, plan, token, preferences);
        var read = tracking.IsSuccess ? await ReadAsync(request, plan, paging) : tracking.Failure;
        if (!read.IsSuccess)
        {
            await QueryRefusal.WriteAsync(request.Http, read.Failure);
            return;
        }

        var (page, count) = read.Value;
        var followed = await tracking.Value.NoteAsync(page);
        preferences.Confirm(request.Http.Response, followed is not null);
        var output = JsonOutput.Rent();
        ListWire.Write(output.Json, request.Http.Request, plan, page, paging, count, followed, kinds);
        await output.SendAsync(request.Http.Response, WireTypes.OData, request.Aborted);
    }

    private static async Task<Result<(RecordPage Page, long? Count)>> ReadAsync(DataRequest request, ListPlan plan, Paging paging)
    {
        var reader = request.Http.RequestServices.GetRequiredService<IRecordReader>();
        var page = await reader.QueryAsync(plan.Query with { Top = paging.Size, Skip = plan.Skip }, request.Caller, request.Aborted);
        if (!page.IsSuccess)
            return page.Failure;
        if (!plan.Count)
            return (page.Value, null);
        var counted = await reader.CountAsync(plan.Query, request.Caller, request.Aborted);
        return counted.IsSuccess ? (page.Value, counted.Value) : counted.Failure;
    }
}
