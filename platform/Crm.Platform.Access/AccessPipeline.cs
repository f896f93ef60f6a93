using Crm.Platform.Abstractions;
using Crm.Platform.Access.Accounts;
using Crm.Platform.Access.Limits;
using Crm.Platform.Access.Sessions;
using Crm.Platform.Access.Setup;
using Crm.Platform.Access.Tokens;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Platform.Access;

/// <summary>How a host takes access into its pipeline and start.</summary>
public static class AccessPipeline
{
    /// <summary>Tables, roles, the configured administrator and client. Call once after metadata is published and before the server listens.</summary>
    /// <returns>The set-up link while there is no user; a failure whose message is the one line to stop with.</returns>
    public static async Task<Result<AccessReady>> StartCrmAccessAsync(this IServiceProvider services, CancellationToken cancellationToken)
    {
        await using var scope = services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<AccessStart>().RunAsync(cancellationToken);
    }

    /// <summary>Rate limits, authentication, authorization and antiforgery, in that order. After exception handling, before endpoints.</summary>
    public static IApplicationBuilder UseCrmAccess(this IApplicationBuilder app)
    {
        app.UseRateLimiter();
        app.UseAuthentication();
        app.UseMiddleware<SessionAntiforgery>();
        app.UseAuthorization();
        app.UseAntiforgery();
        return app;
    }

    /// <summary>Token endpoint, discovery and sign-out. The pages are components of the screens.</summary>
    public static IEndpointRouteBuilder MapAccessEndpoints(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/connect/token", (HttpContext context, TokenEndpoint endpoint, CancellationToken cancellationToken) => endpoint.AnswerAsync(context, cancellationToken))
            .AllowAnonymous().RequireRateLimiting(AccessLimits.Token).DisableAntiforgery().ExcludeFromDescription();
        routes.Map("/connect/token", TokenEndpoint.RefuseMethod).AllowAnonymous().ExcludeFromDescription();
        routes.MapGet("/.well-known/openid-configuration", (Discovery discovery) => TypedResults.Json(discovery.Document())).AllowAnonymous();
        routes.MapGet("/.well-known/oauth-authorization-server", (Discovery discovery) => TypedResults.Json(discovery.Document())).AllowAnonymous();
        routes.MapPost("/Account/Logout", SignOut.AnswerAsync).AllowAnonymous();
        return routes;
    }
}
