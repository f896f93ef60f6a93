using Crm.Platform.Access.Problems;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;

namespace Crm.Platform.Access.Sessions;

/// <summary>Refuses changes through the API under a cookie without the antiforgery header: a cookie travels with requests other sites cause, a header does not.</summary>
internal sealed class SessionAntiforgery(RequestDelegate next, IAntiforgery antiforgery)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (NeedsHeader(context) && !(context.Request.Headers.ContainsKey("RequestVerificationToken") && await antiforgery.IsRequestValidAsync(context)))
        {
            await AccessProblems.AntiforgeryAsync(context);
            return;
        }
        await next(context);
    }

    private static bool NeedsHeader(HttpContext context) =>
        !IsSafe(context.Request.Method)
        && (context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase) || context.Request.Path.StartsWithSegments("/plugin-api", StringComparison.OrdinalIgnoreCase))
        && context.User.Identities.Any(i => i.IsAuthenticated && i.AuthenticationType != AccessSchemes.Bearer);

    private static bool IsSafe(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method) || HttpMethods.IsTrace(method);
}
