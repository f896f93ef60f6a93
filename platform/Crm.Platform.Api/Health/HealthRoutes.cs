using System.Text.Json.Nodes;
using Crm.Platform.Api.Http;
using Crm.Platform.Api.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Platform.Api.Health;

/// <summary><c>/health/live</c> (the process answers) and <c>/health/ready</c> (database and definitions are there). Tell nothing but that.</summary>
internal static class HealthRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", (RequestDelegate)(context => AnswerAsync(context, true))).AllowAnonymous().WithTags("Health");
        routes.MapGet("/health/ready", (RequestDelegate)ReadyAsync).AllowAnonymous().WithTags("Health");
    }

    private static async Task ReadyAsync(HttpContext context) =>
        await AnswerAsync(context, await context.RequestServices.GetRequiredService<Readiness>().IsReadyAsync(context.RequestAborted));

    private static Task AnswerAsync(HttpContext context, bool isWell)
    {
        context.Response.StatusCode = isWell ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        context.Response.Headers.CacheControl = "no-store";
        var output = JsonOutput.Rent();
        new JsonObject { ["status"] = isWell ? "ok" : "unavailable" }.WriteTo(output.Json);
        return output.SendAsync(context.Response, WireTypes.Json, context.RequestAborted);
    }
}
