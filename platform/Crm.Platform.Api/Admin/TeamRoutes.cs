using System.Text.Json;
using Crm.Platform.Abstractions;
using Crm.Platform.Access;
using Crm.Platform.Access.Callers;
using Crm.Platform.Access.Problems;
using Crm.Platform.Access.Teams;
using Crm.Platform.Api.Http;
using Crm.Platform.Api.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Platform.Api.Admin;

/// <summary>Addresses below <c>/api/admin/teams</c>. The administration asks for the right.</summary>
internal static class TeamRoutes
{
    private const string Base = "/api/admin/teams";

    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup(Base).WithTags("Administration").RequireAuthorization(AccessPolicies.Admin);
        group.MapGet("", Call(ListAsync));
        group.MapPost("", Call(CreateAsync));
        group.MapGet("/{id:guid}", Call(async (http, teams, caller) => await AnswerAsync(http, await teams.FindAsync(Id(http), caller, http.RequestAborted))));
        group.MapPatch("/{id:guid}", Call(ChangeAsync));
        group.MapDelete("/{id:guid}", Call(DeleteAsync));
    }

    private static async Task ListAsync(HttpContext http, ITeamAdministration teams, Caller caller) =>
        await AnswerAsync(http, await teams.ListAsync(caller, http.RequestAborted), (json, listed) =>
        {
            json.WriteStartObject();
            json.WriteStartArray("value");
            foreach (var team in listed)
                TeamWire.Write(json, team);
            json.WriteEndArray();
            json.WriteEndObject();
        });

    private static async Task CreateAsync(HttpContext http, ITeamAdministration teams, Caller caller)
    {
        using var body = await JsonBody.ReadAsync(http, allowDuplicates: false);
        if (body is null)
            return;
        var draft = TeamWire.Read(body.RootElement, isNew: true);
        var created = draft.IsSuccess ? await teams.CreateAsync(draft.Value, caller, http.RequestAborted) : draft.Failure;
        if (created.IsSuccess)
        {
            http.Response.StatusCode = StatusCodes.Status201Created;
            http.Response.Headers.Location = $"{http.Request.PathBase}{Base}/{created.Value.Id}";
        }
        await AnswerAsync(http, created);
    }

    private static async Task ChangeAsync(HttpContext http, ITeamAdministration teams, Caller caller)
    {
        using var body = await JsonBody.ReadAsync(http, allowDuplicates: false);
        if (body is null)
            return;
        var draft = TeamWire.Read(body.RootElement, isNew: false);
        await AnswerAsync(http, draft.IsSuccess ? await teams.ChangeAsync(Id(http), draft.Value, caller, http.RequestAborted) : draft.Failure);
    }

    private static async Task DeleteAsync(HttpContext http, ITeamAdministration teams, Caller caller)
    {
        var deleted = await teams.DeleteAsync(Id(http), caller, http.RequestAborted);
        if (deleted.IsSuccess)
            http.Response.StatusCode = StatusCodes.Status204NoContent;
        else
            await ProblemResponse.WriteAsync(http, deleted.Failure);
    }

    private static Guid Id(HttpContext http) => Guid.Parse((string)http.Request.RouteValues["id"]!);

    private static Task AnswerAsync(HttpContext http, Result<TeamAccount> outcome) => AnswerAsync(http, outcome, TeamWire.Write);

    private static Task AnswerAsync<T>(HttpContext http, Result<T> outcome, Action<Utf8JsonWriter, T> write)
    {
        if (!outcome.IsSuccess)
            return ProblemResponse.WriteAsync(http, outcome.Failure);
        var output = JsonOutput.Rent();
        write(output.Json, outcome.Value);
        return output.SendAsync(http.Response, WireTypes.Json, http.RequestAborted);
    }

    private static RequestDelegate Call(Func<HttpContext, ITeamAdministration, Caller, Task> handler) => async context =>
    {
        var caller = await context.RequestServices.GetRequiredService<ICallers>().OfAsync(context.User, context.RequestAborted);
        await handler(context, context.RequestServices.GetRequiredService<ITeamAdministration>(), caller);
    };
}
