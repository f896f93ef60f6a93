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
        Invalid => ProblemResponse.WriteAsync(context, StatusCodes.Status400BadRequest, failure),
        _ => ProblemResponse.WriteAsync(context, failure),
    };
}
