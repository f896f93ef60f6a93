using System.Globalization;
using Crm.Platform.Abstractions;
using Crm.Platform.Access.Problems;
using Crm.Platform.Api.Data;
using Crm.Platform.Api.Http;
using Crm.Platform.Api.OData;
using Crm.Platform.Api.Wire;
using Crm.Platform.Records.History;
using Crm.Platform.Records.Reading;
using Crm.Platform.Records.Trash;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Platform.Api.History;

/// <summary>The history and the trash of one entity over HTTP.</summary>
internal sealed class HistoryCommands(RecordAnswer answer, RecordList list)
{
    private const int PageSize = 50;

    /// <summary><c>?top=50&amp;before={entry}</c>, the newest first; <c>next</c> is the address of the page after it.</summary>
    public static async Task ListAsync(DataRequest request)
    {
        var query = request.Http.Request.Query;
        var top = Number(query["top"]) is { } asked ? (int)Math.Clamp(asked, 1, 200) : PageSize;
        var page = await History(request).ListAsync(request.Entity.Name, Id(request), Number(query["before"]), top, request.Caller, request.Aborted);
        if (!page.IsSuccess)
        {
            await ProblemResponse.WriteAsync(request.Http, page.Failure);
            return;
        }
        var output = JsonOutput.Rent();
        HistoryWire.Write(output.Json, page.Value, $"{request.Http.Request.PathBase}{request.Http.Request.Path}?top={top}");
        await output.SendAsync(request.Http.Response, WireTypes.Json, request.Aborted);
    }

    /// <summary><c>?force=true</c> also over a later change.</summary>
    public async Task PutBackAsync(DataRequest request)
    {
        var entry = long.Parse((string)request.Http.Request.RouteValues["entry"]!, CultureInfo.InvariantCulture);
        var force = request.Http.Request.Query["force"] == "true";
        await AnswerAsync(request, await History(request).PutBackAsync(request.Entity.Name, Id(request), entry, force, request.Caller, request.Aborted));
    }

    /// <summary><c>{"asOf": "…"}</c>; <c>If-Match</c> is checked when sent.</summary>
    public async Task PutBackAllAsync(DataRequest request)
    {
        using var body = await JsonBody.ReadAsync(request.Http, allowDuplicates: false);
        if (body is null)
            return;
        var asOf = HistoryWire.ReadAsOf(body.RootElement);
        var expected = asOf.IsSuccess ? await ExpectedVersion.OfAsync(request, Id(request)) : asOf.Failure;
        await AnswerAsync(request, expected.IsSuccess
            ? await History(request).PutBackAllAsync(request.Entity.Name, Id(request), asOf.Value, expected.Value, request.Caller, request.Aborted)
            : expected.Failure);
    }

    /// <summary>As the set itself, with every query option.</summary>
    public Task TrashAsync(DataRequest request) => list.InvokeAsync(request, trashed: true);

    public static async Task PurgeAsync(DataRequest request)
    {
        var purged = await request.Http.RequestServices.GetRequiredService<ITrash>().PurgeAsync(request.Entity.Name, Id(request), request.Caller, request.Aborted);
        if (purged.IsSuccess)
            request.Http.Response.StatusCode = StatusCodes.Status204NoContent;
        else
            await ProblemResponse.WriteAsync(request.Http, purged.Failure);
    }

    private Task AnswerAsync(DataRequest request, Result<Record> outcome) => outcome.IsSuccess
        ? answer.WriteAsync(request, new ListPlan(request.Entity, new RecordQuery(request.Entity.Name), []), new RecordRow(outcome.Value, []), StatusCodes.Status200OK)
        : ProblemResponse.WriteAsync(request.Http, outcome.Failure);

    private static IRecordHistory History(DataRequest request) => request.Http.RequestServices.GetRequiredService<IRecordHistory>();

    private static Guid Id(DataRequest request) => Guid.Parse((string)request.Http.Request.RouteValues["id"]!);

    private static long? Number(string? text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
