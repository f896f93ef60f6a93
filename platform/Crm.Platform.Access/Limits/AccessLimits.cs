using System.Globalization;
using System.Threading.RateLimiting;
using Crm.Platform.Access.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Crm.Platform.Access.Limits;

/// <summary>Rate limits per client address for the doors strangers may knock at.</summary>
public static class AccessLimits
{
    /// <summary>For pages that take a password; only posts count. <c>[EnableRateLimiting(AccessLimits.SignIn)]</c>.</summary>
    public const string SignIn = "crm.sign-in";

    internal const string Token = "crm.token";

    internal static void Configure(RateLimiterOptions options)
    {
        options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        options.OnRejected = RejectAsync;
        options.AddPolicy(SignIn, context => HttpMethods.IsPost(context.Request.Method)
            ? PerAddress(context, o => o.SignInsPerMinute)
            : RateLimitPartition.GetNoLimiter("reading"));
        options.AddPolicy(Token, context => PerAddress(context, o => o.TokenRequestsPerMinute));
    }

    private static RateLimitPartition<string> PerAddress(HttpContext context, Func<AccessOptions, int> limit)
    {
        var permits = limit(context.RequestServices.GetRequiredService<IOptions<AccessOptions>>().Value);
        return RateLimitPartition.GetFixedWindowLimiter(
            context.Connection.RemoteIpAddress?.ToString() ?? "unknown",
            _ => new FixedWindowRateLimiterOptions { PermitLimit = permits, Window = TimeSpan.FromMinutes(1) });
    }

    private static async ValueTask RejectAsync(OnRejectedContext context, CancellationToken cancellationToken)
    {
        var wait = context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromMinutes(1);
        context.HttpContext.Response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        if (ProgramPaths.Contains(context.HttpContext.Request.Path))
            await AccessProblems.TooManyAsync(context.HttpContext);
        else
            await context.HttpContext.Response.WriteAsync("Too many attempts. Wait a minute, then go back and try again.", cancellationToken);
    }
}
