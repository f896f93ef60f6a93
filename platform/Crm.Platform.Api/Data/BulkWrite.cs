using System.Collections.Immutable;
using System.Text.Json;
using Crm.Platform.Abstractions;
using Crm.Platform.Access.Problems;
using Crm.Platform.Api.Http;
using Crm.Platform.Api.Wire;
using Crm.Platform.Records.Writing;
using Crm.Platform.Records.Writing.Upserts;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Platform.Api.Data;

/// <summary><c>POST /{set}/bulk?mode=create|upsert&amp;key=email</c>: good rows land, each bad one is told by its index.</summary>
internal sealed class BulkWrite(InputReader inputs)
{
    public async Task InvokeAsync(DataRequest request)
    {
        var key = Key(request.Http.Request.Query);
        if (!key.IsSuccess)
        {
            await ProblemResponse.WriteAsync(request.Http, StatusCodes.Status400BadRequest, key.Failure);
            return;
        }

        // Asked before a large body is read.
        if (!request.Caller.May(CallerRights.Write))
        {
            await ProblemResponse.WriteAsync(request.Http, new Forbidden("access.write", "You may not change records."));
            return;
        }

        if (await BulkBody.ReadAsync(request.Http) is not { } rows)
            return;
        var good = rows.Index().Where(row => row.Item.IsSuccess).ToList();
        var outcomes = await WriteAsync(request, key.Value, good.ConvertAll(row => inputs.Read(row.Item.Value, request.Entity, request.Model.Snapshot)));
        if (!outcomes.IsSuccess)
        {
            await (outcomes.Failure is Invalid ? ProblemResponse.WriteAsync(request.Http, StatusCodes.Status400BadRequest, outcomes.Failure) : ProblemResponse.WriteAsync(request.Http, outcomes.Failure));
            return;
        }

        var all = rows.ConvertAll(row => row.IsSuccess ? default : (Result<Upserted>)row.Failure);
        foreach (var (row, outcome) in good.Zip(outcomes.Value))
            all[row.Index] = outcome;
        await AnswerAsync(request, all, tellsCreated: !key.Value.IsEmpty);
    }

    /// <summary>The fields of <c>key</c>; none for <c>mode=create</c>.</summary>
    private static Result<ImmutableArray<string>> Key(IQueryCollection query)
    {
        var (mode, key) = (query["mode"].ToString(), query["key"].ToString());
        return (mode, key) switch
        {
            ("create" or "", "") => ImmutableArray<string>.Empty,
            ("upsert", "") => Invalid.Of(new Problem("key", "bulk.key", "Say by which key: mode=upsert&key=email.")),
            ("upsert", _) => key.Split(',', StringSplitOptions.TrimEntries).ToImmutableArray(),
            ("create" or "", _) => Invalid.Of(new Problem("key", "bulk.key", "A key goes with mode=upsert.")),
            _ => Invalid.Of(new Problem("mode", "bulk.mode", "'mode' is create or upsert.")),
        };
    }

    private static async Task<Result<IReadOnlyList<Result<Upserted>>>> WriteAsync(DataRequest request, ImmutableArray<string> key, List<RecordInput> rows)
    {
        var services = request.Http.RequestServices;
        if (!key.IsEmpty)
            return await services.GetRequiredService<IRecordUpsert>().RunAsync(request.Entity.Name, key, rows, request.Caller, request.Aborted);
        var created = await services.GetRequiredService<IRecordWriter>().CreateManyAsync(request.Entity.Name, rows, request.Caller, request.Aborted);
        return created.IsSuccess ? created.Value.Select(row => row.IsSuccess ? new Upserted(row.Value, true) : (Result<Upserted>)row.Failure).ToList() : created.Failure;
    }

    private static Task AnswerAsync(DataRequest request, List<Result<Upserted>> outcomes, bool tellsCreated)
    {
        var output = JsonOutput.Rent();
        var json = output.Json;
        json.WriteStartObject();
        json.WriteStartArray("value");
        foreach (var (index, outcome) in outcomes.Index())
        {
            json.WriteStartObject();
            json.WriteNumber("index", index);
            if (!outcome.IsSuccess)
                ProblemResponse.WriteErrors(json, outcome.Failure);
            else
                Write(json, outcome.Value, tellsCreated);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        return output.SendAsync(request.Http.Response, WireTypes.Json, request.Aborted);
    }

    private static void Write(Utf8JsonWriter json, Upserted written, bool tellsCreated)
    {
        json.WriteString("id", written.Id);
        if (tellsCreated)
            json.WriteBoolean("created", written.Created);
    }
}
