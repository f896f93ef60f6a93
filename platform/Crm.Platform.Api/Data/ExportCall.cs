using System.Collections.Immutable;
using Crm.Platform.Abstractions;
using Crm.Platform.Api.OData;
using Crm.Platform.Records.Exporting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;

namespace Crm.Platform.Api.Data;

/// <summary><c>GET /{set}/export</c>: all that a list finds, in one answer that is written as it is read.</summary>
internal static class ExportCall
{
    private static readonly ImmutableArray<string> Refused = ["$apply", "$expand", "$count", "$skip", "$skiptoken"];

    public static async Task InvokeAsync(DataRequest request)
    {
        var prepared = await PrepareAsync(request);
        if (!prepared.IsSuccess)
        {
            await QueryRefusal.WriteAsync(request.Http, prepared.Failure);
            return;
        }

        var response = request.Http.Response;
        response.ContentType = prepared.Value.ContentType;
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(prepared.Value.FileName);
        response.Headers.ContentDisposition = disposition.ToString();
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.CacheControl = "private, no-store";
        await prepared.Value.WriteAsync(response.Body, request.Aborted);
    }

    private static async Task<Result<IPreparedExport>> PrepareAsync(DataRequest request)
    {
        var options = ExportOptions.Read(request.Query);
        var plan = options.IsSuccess ? QueryPlanner.Plan(request.Model, request.Entity, options.Value.Rest) : options.Failure;
        if (!plan.IsSuccess)
            return plan.Failure;
        if (plan.Value.Options.FirstOrDefault(o => Refused.Contains(o.Name)) is { Name: { } refused })
            return Invalid.Of(new Problem(refused, "export.option", $"An export takes no '{refused}'."));
        var narrowed = options.Value.Condition is { } condition ? ApplyTranslator.Filtered(plan.Value, condition) : plan.Value;
        var export = new ExportRequest(narrowed.Query, options.Value.Format)
        {
            Fields = Selected(plan.Value),
            Most = plan.Value.Top,
            WithNames = options.Value.WithNames,
            WithMark = options.Value.WithMark,
            Description = request.Query,
        };
        return await request.Http.RequestServices.GetRequiredService<IRecordExport>().PrepareAsync(export, request.Caller, request.Aborted);
    }

    /// <summary>In the order they are named, which the plan's set of them does not keep.</summary>
    private static ImmutableArray<string> Selected(ListPlan plan) => plan.Select is null ? []
        : [.. plan.Options.First(o => o.Name == "$select").Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Where(plan.Select.Contains)];
}
