using System.Text.Json;
using Crm.Platform.Abstractions;
using Crm.Platform.Access;
using Crm.Platform.Access.Callers;
using Crm.Platform.Access.Problems;
using Crm.Platform.Access.Users;
using Crm.Platform.Api.Http;
using Crm.Platform.Api.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Platform.Api.Admin;

/// <summary>Addresses below <c>/api/admin/users</c>. The administration asks for the right.</summary>
internal static class UserRoutes
{
    public const string Base = "/api/admin/users";

    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup(Base).WithTags("Administration").RequireAuthorization(AccessPolicies.Admin);
        group.MapGet("", Call(ListAsync));
        group.MapPost("", Call(CreateAsync));
        group.MapGet("/{id:guid}", Call(GetAsync));
        group.MapPatch("/{id:guid}", Call(ChangeAsync));
    }

    private static async Task ListAsync(HttpContext http, IUserAdministration users, Caller caller)
    {
        var listed = await users.ListAsync(caller, http.RequestAborted);
        await AnswerAsync(http, listed, json =>
        {
            json.WriteStartArray("value");
            foreach (var account in listed.Value)
                UserWire.Write(json, account);
            json.WriteEndArray();
        });
    }

    private static async Task GetAsync(HttpContext http, IUserAdministration users, Caller caller) =>
        await AnswerAsync(http, await users.FindAsync(Id(http), caller, http.RequestAborted));

    private static async Task CreateAsync(HttpContext http, IUserAdministration users, Caller caller)
    {
        using var body = await JsonBody.ReadAsync(http, allowDuplicates: false);
        if (body is null)
            return;
        var user = UserWire.ReadNew(body.RootElement);
        var created = user.IsSuccess ? await users.CreateAsync(user.Value, caller, http.RequestAborted) : user.Failure;
        if (created.IsSuccess)
        {
            http.Response.StatusCode = StatusCodes.Status201Created;
            http.Response.Headers.Location = $"{http.Request.PathBase}{Base}/{created.Value.Id}";
        }
        await AnswerAsync(http, created);
    }

    private static async Task ChangeAsync(HttpContext http, IUserAdministration users, Caller caller)
    {
        using var body = await JsonBody.ReadAsync(http, allowDuplicates: false);
        if (body is null)
            return;
        var change = UserWire.ReadChange(body.RootElement);
        await AnswerAsync(http, change.IsSuccess ? await users.ChangeAsync(Id(http), change.Value, caller, http.RequestAborted) : change.Failure);
    }

    private static Guid Id(HttpContext http) => Guid.Parse((string)http.Request.RouteValues["id"]!);

    private static Task AnswerAsync(HttpContext http, Result<UserAccount> outcome)
    {
        if (!outcome.IsSuccess)
            return ProblemResponse.WriteAsync(http, outcome.Failure);
        var output = JsonOutput.Rent();
        UserWire.Write(output.Json, outcome.Value);
        return output.SendAsync(http.Response, WireTypes.Json, http.RequestAborted);
    }

    private static Task AnswerAsync<T>(HttpContext http, Result<T> outcome, Action<Utf8JsonWriter> write)
    {
        if (!outcome.IsSuccess)
            return ProblemResponse.WriteAsync(http, outcome.Failure);
        var output = JsonOutput.Rent();
        output.Json.WriteStartObject();
        write(output.Json);
        output.Json.WriteEndObject();
        return output.SendAsync(http.Response, WireTypes.Json, http.RequestAborted);
    }

    private static RequestDelegate Call(Func<HttpContext, IUserAdministration, Caller, Task> handler) => async context =>
    {
        var caller = await context.RequestServices.GetRequiredService<ICallers>().OfAsync(context.User, context.RequestAborted);
        await handler(context, context.RequestServices.GetRequiredService<IUserAdministration>(), caller);
    };
}
