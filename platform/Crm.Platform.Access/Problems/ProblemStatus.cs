using System.Collections.Immutable;
using System.Diagnostics;
using Crm.Platform.Abstractions;
using Microsoft.AspNetCore.Http;

namespace Crm.Platform.Access.Problems;

/// <summary>What each kind of failure means in HTTP.</summary>
internal static class ProblemStatus
{
    public static int Of(Failure failure) => failure switch
    {
        NotFound => StatusCodes.Status404NotFound,
        Invalid => StatusCodes.Status422UnprocessableEntity,
        Conflict => StatusCodes.Status409Conflict,
        Stale => StatusCodes.Status412PreconditionFailed,
        Forbidden => StatusCodes.Status403Forbidden,
        _ => throw new UnreachableException($"{failure.GetType().Name} has no HTTP status."),
    };

    public static ImmutableArray<Problem> ProblemsOf(Failure failure) => failure switch
    {
        Invalid invalid => invalid.Problems,
        Conflict conflict => conflict.Problems,
        _ => [],
    };
}
