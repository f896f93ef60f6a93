using Crm.Platform.Abstractions;
using Microsoft.AspNetCore.Http;

namespace Crm.Platform.Access.Problems;

/// <summary>Refusals at the doors, in the form every error of the API has.</summary>
internal static class AccessProblems
{
    /// <param name="bearerError">RFC 6750's error code when a token was sent and is no good, otherwise <see langword="null"/>.</param>
    public static Task ChallengeAsync(HttpContext context, string? bearerError = null)
    {
        context.Response.Headers.WWWAuthenticate = bearerError is null ? "Bearer" : $"Bearer error=\"{bearerError}\"";
        return ProblemResponse.WriteAsync(context, StatusCodes.Status401Unauthorized, bearerError is null
            ? new Forbidden("access.unauthenticated", "Sign in, or send an access token.")
            : new Forbidden("access.token", "The access token is not valid, or no longer."));
    }

    public static Task ForbidAsync(HttpContext context) => ProblemResponse.WriteAsync(context, new Forbidden("access.forbidden", "You may not do this."));

    public static Task AntiforgeryAsync(HttpContext context) => ProblemResponse.WriteAsync(context, StatusCodes.Status400BadRequest,
        new Forbidden("access.antiforgery", "A change made with a browser session needs a valid RequestVerificationToken header."));

    public static Task TooManyAsync(HttpContext context) => ProblemResponse.WriteAsync(context, StatusCodes.Status429TooManyRequests,
        new Forbidden("access.rate", "Too many attempts. Wait a little, then try again."));
}
