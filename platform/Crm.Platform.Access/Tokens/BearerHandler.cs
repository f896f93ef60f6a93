using System.Security.Claims;
using System.Text.Encodings.Web;
using Crm.Platform.Access.Problems;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Crm.Platform.Access.Tokens;

/// <summary>Authenticates <c>Authorization: Bearer</c>. On the hot path: a remembered token costs one hash and one dictionary look-up.</summary>
internal sealed class BearerHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder, TokenIdentities tokens)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    private const string Prefix = "Bearer ";
    private static readonly AuthenticateResult NoToken = AuthenticateResult.NoResult();
    private static readonly AuthenticateResult Refused = AuthenticateResult.Fail("The access token is not valid, or no longer.");

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization;
        if (header.Count == 0 || header[0] is not { } value || !value.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
            return NoToken;
        if (header.Count > 1)
            return Refused;
        var identity = await tokens.FindAsync(value[Prefix.Length..].Trim(), Context.RequestAborted);
        return identity is null ? Refused : AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme.Name));
    }

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        var result = await HandleAuthenticateOnceSafeAsync();
        await AccessProblems.ChallengeAsync(Context, result.Failure is null ? null : "invalid_token");
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer error=\"insufficient_scope\"";
        return AccessProblems.ForbidAsync(Context);
    }
}
