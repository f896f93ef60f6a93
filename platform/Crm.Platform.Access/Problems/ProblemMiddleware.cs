using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Crm.Platform.Access.Problems;

/// <summary>Gives every failed request below the API's addresses a problem document, whoever refused it: routing, a limit of the server, a bug.</summary>
public static partial class ProblemMiddleware
{
    private static readonly PathString[] Prefixes = ["/api", "/plugin-api"];

    /// <summary>Put it early: it covers what comes after it.</summary>
    public static IApplicationBuilder UseCrmProblems(this IApplicationBuilder app)
    {
        ArgumentNullException.ThrowIfNull(app);
        var logger = app.ApplicationServices.GetRequiredService<ILoggerFactory>().CreateLogger("Crm.Platform.Problems");
        return app.Use(next => context => IsCovered(context.Request.Path) ? InvokeAsync(context, next, logger) : next(context));
    }

    private static bool IsCovered(PathString path)
    {
        foreach (var prefix in Prefixes)
            if (path.StartsWithSegments(prefix, StringComparison.OrdinalIgnoreCase))
                return true;
        return false;
    }

    private static async Task InvokeAsync(HttpContext context, RequestDelegate next, ILogger logger)
    {
        try
        {
            await next(context);
            if (context.Response is { HasStarted: false, StatusCode: >= 400, ContentType: null, ContentLength: null } response)
                await ProblemResponse.WriteAsync(context, response.StatusCode, BareStatus.FailureOf(response.StatusCode));
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client has gone; there is nobody to answer.
        }
        catch (BadHttpRequestException exception)
        {
            await ProblemResponse.WriteAsync(context, exception.StatusCode, BareStatus.FailureOf(exception.StatusCode));
        }
#pragma warning disable CA1031 // The last boundary before the client: whatever it is must not show there.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            LogUnhandled(logger, exception, context.Request.Method, context.Request.Path);
            await ProblemResponse.WriteAsync(context, StatusCodes.Status500InternalServerError, BareStatus.FailureOf(StatusCodes.Status500InternalServerError));
        }
    }

    [LoggerMessage(2401, LogLevel.Error, "{Method} {Path} failed")]
    private static partial void LogUnhandled(ILogger logger, Exception exception, string method, string path);
}
