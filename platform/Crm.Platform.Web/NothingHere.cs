using Microsoft.AspNetCore.Diagnostics;
using Microsoft.Net.Http.Headers;

namespace Crm.Platform.Web;

/// <summary>What people see at an address that leads nowhere.</summary>
internal static class NothingHere
{
    private const string Page = "/not-found";

    /// <summary>Answers a browser that asked for a page with the page that says so, and 404; programs keep the bare status.</summary>
    public static IApplicationBuilder UseNothingHere(this IApplicationBuilder app) =>
        app.UseStatusCodePagesWithReExecute(Page, createScopeForStatusCodePages: true).Use(KeepBareAsync);

    private static Task KeepBareAsync(HttpContext context, RequestDelegate next)
    {
        if (!WantsPage(context.Request) && context.Features.Get<IStatusCodePagesFeature>() is { } pages)
            pages.Enabled = false;
        return next(context);
    }

    private static bool WantsPage(HttpRequest request) =>
        HttpMethods.IsGet(request.Method)
        && !request.Path.StartsWithSegments("/api")
        && request.Headers[HeaderNames.Accept].ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);
}
