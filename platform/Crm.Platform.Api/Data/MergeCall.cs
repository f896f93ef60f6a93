using System.Collections.Immutable;
using System.Text.Json;
using Crm.Platform.Abstractions;
using Crm.Platform.Access.Problems;
using Crm.Platform.Api.Http;
using Crm.Platform.Api.OData;
using Crm.Platform.Records.Merging;
using Crm.Platform.Records.Reading;
using Crm.Platform.Records.Writing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Platform.Api.Data;

/// <summary><c>POST /{set}/merge</c> with <c>{"keep": id, "from": [ids], "values": {…}}</c>. Answers with the kept record; the header <c>Crm-Change-Set</c> says by which id all of it is undone.</summary>
internal sealed class MergeCall(InputReader inputs, RecordAnswer answer)
{
    private static readonly ImmutableArray<string> Members = ["keep", "from", "values"];

    public async Task InvokeAsync(DataRequest request)
    {
        using var body = await JsonBody.ReadAsync(request.Http, allowDuplicates: true);
        if (body is null)
            return;
        var read = Read(body.RootElement);
        if (!read.IsSuccess)
        {
            await ProblemResponse.WriteAsync(request.Http, StatusCodes.Status400BadRequest, read.Failure);
            return;
        }

        var (keep, from, json) = read.Value;
        var values = json is { } given ? inputs.Read(given, request.Entity, request.Model.Snapshot) : new RecordInput();
        var merged = await request.Http.RequestServices.GetRequiredService<IRecordMerge>().RunAsync(request.Entity.Name, keep, from, values, request.Caller, request.Aborted);
        if (!merged.IsSuccess)
        {
            await ProblemResponse.WriteAsync(request.Http, merged.Failure);
            return;
        }

        request.Http.Response.Headers["Crm-Change-Set"] = merged.Value.ChangeSet.ToString();
        var plan = new ListPlan(request.Entity, new RecordQuery(request.Entity.Name), []);
        await answer.WriteAsync(request, plan, new RecordRow(merged.Value.Record, []), StatusCodes.Status200OK);
    }

    private static Result<(Guid Keep, ImmutableArray<Guid> From, JsonElement? Values)> Read(JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object)
            return Wrong("", "The body must be {\"keep\": id, \"from\": [ids], \"values\": {…}}.");
        foreach (var member in body.EnumerateObject())
            if (!Members.Contains(member.Name))
                return Wrong(member.Name, $"A merge has no '{member.Name}'.");
        if (!body.TryGetProperty("keep", out var kept) || Id(kept) is not { } keep)
            return Wrong("keep", "'keep' is the id of the record that stays.");
        if (!body.TryGetProperty("from", out var from) || from.ValueKind != JsonValueKind.Array || from.GetArrayLength() > IRecordMerge.MostRecords || from.EnumerateArray().Any(id => Id(id) is null))
            return Wrong("from", $"'from' holds the ids of at most {IRecordMerge.MostRecords} records.");
        if (!body.TryGetProperty("values", out var values))
            return (keep, [.. from.EnumerateArray().Select(id => Id(id)!.Value)], null);
        return values.ValueKind == JsonValueKind.Object ? (keep, [.. from.EnumerateArray().Select(id => Id(id)!.Value)], values) : Wrong("values", "'values' is an object with fields of the kept record.");
    }

    private static Guid? Id(JsonElement json) => json.ValueKind == JsonValueKind.String && Guid.TryParseExact(json.GetString(), "D", out var id) ? id : null;

    private static Invalid Wrong(string path, string message) => Invalid.Of(new Problem(path, "merge.invalid", message));
}
