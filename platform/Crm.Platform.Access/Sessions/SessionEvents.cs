using System.Globalization;
using Crm.Platform.Access.Problems;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;

namespace Crm.Platform.Access.Sessions;

/// <summary>Sends people to the sign-in page and programs a 401 or 403; ends sessions that are over.</summary>
internal sealed class SessionEvents(TimeProvider time) : CookieAuthenticationEvents
{
    /// <summary>However often a session is renewed, it ends here.</summary>
    public static readonly TimeSpan LongestSession = TimeSpan.FromDays(7);

    private const string Since = "crm.since";

    public override Task SigningIn(CookieSigningInContext context)
    {
        context.Properties.Items.TryAdd(Since, time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        return Task.CompletedTask;
    }

    public override async Task ValidatePrincipal(CookieValidatePrincipalContext context)
    {
        if (IsTooOld(context.Properties))
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(AccessSchemes.Session);
            return;
        }
        await SecurityStampValidator.ValidatePrincipalAsync(context);
    }

    public override Task RedirectToLogin(RedirectContext<CookieAuthenticationOptions> context) =>
        IsForPrograms(context.Request) ? AccessProblems.ChallengeAsync(context.HttpContext) : base.RedirectToLogin(context);

    public override Task RedirectToAccessDenied(RedirectContext<CookieAuthenticationOptions> context) =>
        IsForPrograms(context.Request) ? AccessProblems.ForbidAsync(context.HttpContext) : base.RedirectToAccessDenied(context);

    private bool IsTooOld(AuthenticationProperties properties) =>
        !properties.Items.TryGetValue(Since, out var text)
        || !long.TryParse(text, CultureInfo.InvariantCulture, out var since)
        || time.GetUtcNow() - DateTimeOffset.FromUnixTimeSeconds(since) > LongestSession;

    private static bool IsForPrograms(HttpRequest request) => ProgramPaths.Contains(request.Path) || request.Headers.ContainsKey("Authorization");
}
