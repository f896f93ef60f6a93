using Crm.Platform.Abstractions;
using Crm.Platform.Access.Problems;
using Microsoft.AspNetCore.Http;

namespace Crm.Platform.Api.Http;

/// <summary>405 with the methods that would do.</summary>
internal static class MethodRefusal
{
    public static Task WriteAsync(HttpContext context, string allowed)
    {
        context.Response.Headers.Allow = allowed;
        return ProblemResponse.WriteAsync(context, StatusCodes.Status405MethodNotAllowed, Invalid.Of(new Problem("", "request.method_not_allowed", $"This address takes {allowed}.")));
    }
}
