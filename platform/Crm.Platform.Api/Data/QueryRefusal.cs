using Crm.Platform.Abstractions;
using Crm.Platform.Access.Problems;
using Crm.Platform.Api.OData;
using Microsoft.AspNetCore.Http;

namespace Crm.Platform.Api.Data;

/// <summary>Answers a query that cannot be served: what is wrong with a query is wrong with the address, hence 400 and not 422.</summary>
internal static class QueryRefusal
{
    public static Task WriteAsync(HttpContext context, Failure failure) => failure switch
    {
        Invalid { Code: QueryOptions.NotImplemented } => ProblemResponse.WriteAsync(context, StatusCodes.Status501NotImplemented, failure),
        Invalid invalid => ProblemResponse.WriteAsync(context, StatusCodes.Status400BadRequest, invalid with { Problems = [.. invalid.Problems.Select(InTermsOfTheAddress)] }),
        _ => ProblemResponse.WriteAsync(context, failure),
    };

    /// <summary>The reader names the parts of its query; the sender wrote query options.</summary>
    private static Problem InTermsOfTheAddress(Problem problem) => problem.Path switch
    {
        "filter" or "expand" or "search" or "top" or "skip" => problem with { Path = "$" + problem.Path },
        "keys" or "aggregates" or "having" => problem with { Path = "$apply" },
        "sort" => problem with { Path = "$orderby" },
        _ => problem,
    };
}
