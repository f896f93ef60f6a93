using Crm.Platform.Abstractions;
using Crm.Platform.Access.Problems;
using Crm.Platform.Api.Http;
using Crm.Platform.Api.OData;
using Crm.Platform.Api.Wire;
using Crm.Platform.Expressions.Syntax;
using Crm.Platform.Records.Reading;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Platform.Api.Data;

/// <summary>Answers with one record and its entity tag.</summary>
internal sealed class RecordAnswer(IFieldKindRegistry kinds, VersionedAnswers versioned)
{
    /// <summary>Unless the sender has this very answer: which its tag can only say where the version tells all of it.</summary>
    public Task WriteIfOtherAsync(DataRequest request, ListPlan plan, RecordRow row)
    {
        var isKnown = plan.Expand.IsEmpty && versioned.Include(request.Entity) && EntityTags.Read(request.Http.Request.Headers.IfNoneMatch).Matches(row.Record.Version);
        if (!isKnown)
            return WriteAsync(request, plan, row, StatusCodes.Status200OK);
        request.Http.Response.StatusCode = StatusCodes.Status304NotModified;
        EntityTags.Write(request.Http.Response, row.Record.Version);
        return Task.CompletedTask;
    }

    public Task WriteAsync(DataRequest request, ListPlan plan, RecordRow row, int status)
    {
        var response = request.Http.Response;
        response.StatusCode = status;
        EntityTags.Write(response, row.Record.Version);
        var output = JsonOutput.Rent();
        ListWire.WriteSingle(output.Json, request.Http.Request, plan, row, kinds);
        return output.SendAsync(response, WireTypes.OData, request.Aborted);
    }

    /// <summary>Reads the record anew with the lookups the plan wants.</summary>
    public async Task WriteExpandedAsync(DataRequest request, ListPlan plan, Guid id, int status)
    {
        if (await ExpandedAsync(request, plan, id) is { } row)
            await WriteAsync(request, plan, row, status);
    }

    /// <summary>The record with the lookups the plan wants; <see langword="null"/> when that is refused and answered.</summary>
    public static async Task<RecordRow?> ExpandedAsync(DataRequest request, ListPlan plan, Guid id)
    {
        var filter = new BinaryNode(BinaryOperator.Equal, new PathNode([SystemFields.Id]), new LiteralNode(id));
        var reader = request.Http.RequestServices.GetRequiredService<IRecordReader>();
        var page = await reader.QueryAsync(plan.Query with { Filter = filter, Top = 1 }, request.Caller, request.Aborted);
        if (!page.IsSuccess)
            await QueryRefusal.WriteAsync(request.Http, page.Failure);
        else if (page.Value.Rows.IsEmpty)
            await ProblemResponse.WriteAsync(request.Http, new NotFound("record.not_found", $"There is no such {request.Entity.Name}."));
        else
            return page.Value.Rows[0];
        return null;
    }
}
