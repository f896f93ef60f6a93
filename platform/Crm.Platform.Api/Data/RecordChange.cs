using System.Text.Json;
using Crm.Platform.Abstractions;
using Crm.Platform.Access.Problems;
using Crm.Platform.Api.Batch;
using Crm.Platform.Api.Http;
using Crm.Platform.Api.OData;
using Crm.Platform.Records.Reading;
using Crm.Platform.Records.Writing;
using Crm.Platform.Records.Writing.Upserts;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Platform.Api.Data;

/// <summary>Create, change, delete and restore one record.</summary>
internal sealed class RecordChange(RecordAnswer answer, InputReader inputs)
{
    public async Task CreateAsync(DataRequest request)
    {
        if (await ReadAsync(request) is not var (plan, input))
            return;
        var created = await WriterOf(request).CreateAsync(request.Entity.Name, input, request.Caller, request.Aborted);
        if (created.IsSuccess)
            request.Http.Response.Headers.Location = Addresses.Record(request.Http.Request, request.Entity.Set, created.Value.Id);
        await AnswerAsync(request, plan, created, StatusCodes.Status201Created);
    }

    public async Task UpdateAsync(DataRequest request, Guid id)
    {
        if (await ReadAsync(request) is not var (plan, input))
            return;
        var expected = await ExpectedVersion.OfAsync(request, id);
        var updated = expected.IsSuccess
            ? await WriterOf(request).UpdateAsync(request.Entity.Name, id, input, expected.Value, request.Caller, request.Aborted)
            : expected.Failure;
        await AnswerAsync(request, plan, updated, StatusCodes.Status200OK);
    }

    /// <summary>Creates the record an address names by its key. Where somebody else just did, changes that.</summary>
    public async Task UpsertAsync(DataRequest request, RecordInput key)
    {
        if (EntityTags.Read(request.Http.Request.Headers.IfMatch).IsGiven)
        {
            await ProblemResponse.WriteAsync(request.Http, new Stale("record.changed", $"There is no such {request.Entity.Title.ToLowerInvariant()} any more."));
            return;
        }

        if (await ReadAsync(request) is not var (plan, input))
            return;
        foreach (var (field, value) in key.Values)
            if (!input.Values.TryGetValue(field, out var given))
                input.Set(field, value);
            else if (!Equals(given, value))
                input.Report(new Problem(field, "record.key", "The address names another value."));
        var written = await request.Http.RequestServices.GetRequiredService<IRecordUpsert>().RunAsync(request.Entity.Name, [.. key.Values.Keys], [input], request.Caller, request.Aborted);
        await AnswerAsync(request, plan, written.IsSuccess ? written.Value[0] : written.Failure);
    }

    public static async Task DeleteAsync(DataRequest request, Guid id)
    {
        var expected = await ExpectedVersion.OfAsync(request, id);
        var deleted = expected.IsSuccess
            ? await WriterOf(request).DeleteAsync(request.Entity.Name, id, expected.Value, request.Caller, request.Aborted)
            : expected.Failure;
        if (deleted.IsSuccess)
            request.Http.Response.StatusCode = StatusCodes.Status204NoContent;
        else
            await ProblemResponse.WriteAsync(request.Http, deleted.Failure);
    }

    public async Task RestoreAsync(DataRequest request, Guid id)
    {
        var planned = PlanOf(request);
        if (!planned.IsSuccess)
            await QueryRefusal.WriteAsync(request.Http, planned.Failure);
        else
            await AnswerAsync(request, planned.Value, await WriterOf(request).RestoreAsync(request.Entity.Name, id, request.Caller, request.Aborted), StatusCodes.Status200OK);
    }

    /// <summary>What is joined to the answer is read apart from the writing, so within a group it would be what was before.</summary>
    private static Result<ListPlan> PlanOf(DataRequest request)
    {
        var planned = SinglePlan.Of(request);
        return planned.IsSuccess && !planned.Value.Expand.IsEmpty && BatchCall.WriterOf(request.Http) is not null
            ? Invalid.Of(new Problem("$expand", "batch.group", "Requests of an atomicity group are answered without '$expand'."))
            : planned;
    }

    private static IRecordWriter WriterOf(DataRequest request) => BatchCall.WriterOf(request.Http) ?? request.Http.RequestServices.GetRequiredService<IRecordWriter>();

    /// <summary><see langword="null"/> when the request is refused and answered: nothing may be written before all of it is understood.</summary>
    private async Task<(ListPlan Plan, RecordInput Input)?> ReadAsync(DataRequest request)
    {
        var planned = PlanOf(request);
        if (!planned.IsSuccess)
        {
            await QueryRefusal.WriteAsync(request.Http, planned.Failure);
            return null;
        }

        using var body = await JsonBody.ReadAsync(request.Http, allowDuplicates: true);
        if (body is null)
            return null;
        if (body.RootElement.ValueKind == JsonValueKind.Object)
            return (planned.Value, inputs.Read(body.RootElement, request.Entity, request.Model.Snapshot));
        await ProblemResponse.WriteAsync(request.Http, StatusCodes.Status400BadRequest, Invalid.Of(new Problem("", "request.not_an_object", "The body must be one JSON object with the record's fields.")));
        return null;
    }

    private async Task AnswerAsync(DataRequest request, ListPlan plan, Result<Upserted> outcome)
    {
        if (!outcome.IsSuccess)
        {
            await ProblemResponse.WriteAsync(request.Http, outcome.Failure);
            return;
        }

        var (id, created) = outcome.Value;
        if (created)
            request.Http.Response.Headers.Location = Addresses.Record(request.Http.Request, request.Entity.Set, id);
        var written = await request.Http.RequestServices.GetRequiredService<IRecordReader>().FindAsync(request.Entity.Name, id, request.Caller, request.Aborted);
        if (written.IsSuccess)
        {
            await AnswerAsync(request, plan, written, created ? StatusCodes.Status201Created : StatusCodes.Status200OK);
            return;
        }

        // It stands, but its sender may not see it.
        request.Http.Response.StatusCode = created ? StatusCodes.Status201Created : StatusCodes.Status204NoContent;
        request.Http.Response.Headers["OData-EntityId"] = Addresses.Record(request.Http.Request, request.Entity.Set, id);
    }

    private Task AnswerAsync(DataRequest request, ListPlan plan, Result<Record> outcome, int status)
    {
        if (!outcome.IsSuccess)
            return ProblemResponse.WriteAsync(request.Http, outcome.Failure);
        // A token may be good for writing alone: a change of nothing must not read the record to it.
        if (Preferences.Of(request.Http.Request).ReturnMinimal || !request.Caller.May(CallerRights.Read))
            return MinimalAsync(request, outcome.Value);
        return plan.Expand.IsEmpty
            ? answer.WriteAsync(request, plan, new RecordRow(outcome.Value, []), status)
            : answer.WriteExpandedAsync(request, plan, outcome.Value.Id, status);
    }

    private static Task MinimalAsync(DataRequest request, Record record)
    {
        var response = request.Http.Response;
        response.StatusCode = StatusCodes.Status204NoContent;
        response.Headers["Preference-Applied"] = "return=minimal";
        response.Headers["OData-EntityId"] = Addresses.Record(request.Http.Request, request.Entity.Set, record.Id);
        EntityTags.Write(response, record.Version);
        return Task.CompletedTask;
    }
}
