using System.Text.Json;
using Crm.Platform.Abstractions;
using Crm.Platform.Access.Problems;
using Crm.Platform.Api.Http;
using Crm.Platform.Api.Wire;
using Crm.Platform.Records.Rights;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Platform.Api.Data;

/// <summary><c>/{set}/{id}/shares</c>: with whom one record is shared. A share is <c>{"user" or "team": id, "access": "read" or "write"}</c>.</summary>
internal static class RecordSharing
{
    public static async Task ListAsync(DataRequest request, Guid id)
    {
        var listed = await SharesOf(request).ListAsync(request.Entity.Name, id, request.Caller, request.Aborted);
        if (!listed.IsSuccess)
        {
            await ProblemResponse.WriteAsync(request.Http, listed.Failure);
            return;
        }

        var output = JsonOutput.Rent();
        output.Json.WriteStartObject();
        output.Json.WriteStartArray("value");
        foreach (var share in listed.Value)
            Write(output.Json, share);
        output.Json.WriteEndArray();
        output.Json.WriteEndObject();
        await output.SendAsync(request.Http.Response, WireTypes.Json, request.Aborted);
    }

    public static async Task AddAsync(DataRequest request, Guid id)
    {
        using var body = await JsonBody.ReadAsync(request.Http, allowDuplicates: false);
        if (body is null)
            return;
        var share = Read(body.RootElement);
        var added = share.IsSuccess ? await SharesOf(request).AddAsync(request.Entity.Name, id, share.Value, request.Caller, request.Aborted) : share.Failure;
        if (!added.IsSuccess)
        {
            await ProblemResponse.WriteAsync(request.Http, added.Failure);
            return;
        }

        request.Http.Response.StatusCode = StatusCodes.Status201Created;
        request.Http.Response.Headers.Location = $"{Addresses.DataRoot(request.Http.Request)}{request.Entity.Set}/{id}/shares/{added.Value.Id}";
        var output = JsonOutput.Rent();
        Write(output.Json, added.Value);
        await output.SendAsync(request.Http.Response, WireTypes.Json, request.Aborted);
    }

    /// <param name="share">From the address; otherwise <c>?user=</c> or <c>?team=</c> says whose.</param>
    public static async Task RemoveAsync(DataRequest request, Guid id, Guid? share)
    {
        var query = request.Http.Request.Query;
        var named = query["user"].ToString() is { Length: > 0 } user ? user : query["team"].ToString();
        if (share is null && Guid.TryParseExact(named, "D", out var principal))
            share = principal;
        if (share is not { } which)
        {
            await ProblemResponse.WriteAsync(request.Http, StatusCodes.Status400BadRequest, Invalid.Of(new Problem("", "share.which", "Say which share: …/shares/{id}, or ?user={id} or ?team={id}.")));
            return;
        }

        var removed = await SharesOf(request).RemoveAsync(request.Entity.Name, id, which, request.Caller, request.Aborted);
        if (removed.IsSuccess)
            request.Http.Response.StatusCode = StatusCodes.Status204NoContent;
        else
            await ProblemResponse.WriteAsync(request.Http, removed.Failure);
    }

    private static IRecordShares SharesOf(DataRequest request) => request.Http.RequestServices.GetRequiredService<IRecordShares>();

    private static Result<NewShare> Read(JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object)
            return Invalid.Of(new Problem("", "share.invalid", "The body must be one JSON object."));
        foreach (var member in body.EnumerateObject())
            if (member.Name is not ("user" or "team" or "access"))
                return Invalid.Of(new Problem(member.Name, "share.invalid", $"A share has no '{member.Name}'."));
        var (user, team) = (Id(body, "user"), Id(body, "team"));
        if ((user is null) == (team is null))
            return Invalid.Of(new Problem(body.TryGetProperty("team", out _) ? "team" : "user", "share.principal", "Give the id of one 'user' or one 'team'."));
        return Access(body) is { } mayWrite
            ? new NewShare((user ?? team)!.Value, team is not null, mayWrite)
            : Invalid.Of(new Problem("access", "share.access", "'access' is 'read' or 'write'."));
    }

    private static Guid? Id(JsonElement body, string name) =>
        body.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && Guid.TryParseExact(value.GetString(), "D", out var id) ? id : null;

    private static bool? Access(JsonElement body)
    {
        if (!body.TryGetProperty("access", out var access))
            return false;
        return access.ValueKind == JsonValueKind.String ? access.GetString() switch { "read" => false, "write" => true, _ => null } : null;
    }

    private static void Write(Utf8JsonWriter json, RecordShare share)
    {
        json.WriteStartObject();
        json.WriteString("id", share.Id);
        json.WriteString(share.IsTeam ? "team" : "user", share.Principal);
        json.WriteString("access", share.MayWrite ? "write" : "read");
        json.WriteString("created_at", share.CreatedAt);
        if (share.CreatedById is { } by)
            json.WriteString("created_by_id", by);
        else
            json.WriteNull("created_by_id");
        json.WriteEndObject();
    }
}
