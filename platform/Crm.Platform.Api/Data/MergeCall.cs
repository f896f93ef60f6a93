using System.Collections.Immutable;
using System.Text.Json;
using Crm.Platform.Abstractions;
using Crm.Platform.Access.Problems;
using Crm.Platform.Api.History;
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

        request.Http.Response.Headers[ChangeSetHeader.Name] = merged.Value.ChangeSet.ToString();
        var plan = new ListPlan(request.Entity, new RecordQuery(request.Entity.Name), []);
        await answer.WriteAsync(request, plan, new RecordRow(merged.Value.Record, []), StatusCodes.Status200OK);
    }

    private static Result<(Guid Keep, ImmutableArray<Guid> From, JsonElement? Values)> Read(JsonElement body)
    {
        var reading = new MemberReading(body, "merge.invalid", Members);
        var keep = Id(reading.Text("keep"));
        if (keep is null)
            reading.Report("keep", "'keep' is the id of the record that stays.");
        var from = (reading.Texts("from") ?? []).Select(Id).ToImmutableArray();
        if (!Has(body, "from") || from.Length > IRecordMerge.MostRecords || from.Contains(null))
            reading.Report("from", $"'from' holds the ids of at most {IRecordMerge.MostRecords} records.");
        JsonElement? values = Has(body, "values") ? body.GetProperty("values") : null;
        if (values is { ValueKind: not JsonValueKind.Object })
            reading.Report("values", "'values' is an object with fields of the kept record.");
        return reading.Outcome((keep ?? default, from.Select(id => id ?? default).ToImmutableArray(), values));
    }

    private static bool Has(JsonElement body, string name) => body.ValueKind == JsonValueKind.Object && body.TryGetProperty(name, out _);

    private static Guid? Id(string? text) => Guid.TryParseExact(text, "D", out var id) ? id : null;
}
