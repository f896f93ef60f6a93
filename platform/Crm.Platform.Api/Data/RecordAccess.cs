using System.Text.Json;
using Crm.Platform.Abstractions;
using Crm.Platform.Access.Callers;
using Crm.Platform.Access.Problems;
using Crm.Platform.Api.Http;
using Crm.Platform.Api.Wire;
using Crm.Platform.Records.Rights;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Platform.Api.Data;

/// <summary><c>GET /{set}/{id}/access?user=</c>: why somebody may or may not see or change a record and each of its fields. Without <c>user</c>, the sender.</summary>
internal static class RecordAccess
{
    public static async Task InvokeAsync(DataRequest request, Guid id)
    {
        var services = request.Http.RequestServices;
        var subject = await SubjectAsync(request, services);
        var explained = subject.IsSuccess
            ? await services.GetRequiredService<IAccessExplainer>().ExplainAsync(request.Entity.Name, id, subject.Value, request.Caller, request.Aborted)
            : subject.Failure;
        if (!explained.IsSuccess)
        {
            await ProblemResponse.WriteAsync(request.Http, explained.Failure);
            return;
        }

        var output = JsonOutput.Rent();
        Write(output.Json, subject.Value.UserId, explained.Value);
        await output.SendAsync(request.Http.Response, WireTypes.Json, request.Aborted);
    }

    private static async ValueTask<Result<Caller>> SubjectAsync(DataRequest request, IServiceProvider services)
    {
        var user = request.Http.Request.Query["user"].ToString();
        if (user.Length == 0)
            return request.Caller;
        if (!Guid.TryParseExact(user, "D", out var id))
            return Invalid.Of(new Problem("user", "access.user", "'user' is the id of a user."));
        if (id == request.Caller.UserId)
            return request.Caller;
        if (!request.Caller.May(CallerRights.Admin))
            return new Forbidden("access.explain", "Only administrators may ask about others.");
        return await services.GetRequiredService<IPersonCallers>().OfPersonAsync(id, request.Aborted) is { } caller
            ? caller
            : new NotFound("access.user.unknown", "There is no such user, or the user may not sign in.");
    }

    private static void Write(Utf8JsonWriter json, Guid? user, AccessExplanation explanation)
    {
        json.WriteStartObject();
        if (user is { } id)
            json.WriteString("user", id);
        else
            json.WriteNull("user");
        json.WriteStartArray("roles");
        foreach (var role in explanation.Roles)
            json.WriteStringValue(role);
        json.WriteEndArray();
        json.WriteStartObject("actions");
        foreach (var action in explanation.Actions)
        {
            json.WriteStartObject(JsonNamingPolicy.CamelCase.ConvertName(action.Action.ToString()));
            json.WriteBoolean("allowed", action.Allowed);
            Write(json, action.Reasons);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteStartArray("fields");
        foreach (var field in explanation.Fields)
        {
            json.WriteStartObject();
            json.WriteString("field", field.Field);
            json.WriteBoolean("read", field.Read);
            json.WriteBoolean("write", field.Write);
            Write(json, field.Reasons);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, IEnumerable<AccessReason> reasons)
    {
        json.WriteStartArray("reasons");
        foreach (var reason in reasons)
        {
            json.WriteStartObject();
            json.WriteString("code", reason.Code);
            json.WriteBoolean("grants", reason.Grants);
            if (reason.Role is not null)
                json.WriteString("role", reason.Role);
            json.WriteString("message", reason.Message);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
