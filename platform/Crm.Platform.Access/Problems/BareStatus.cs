using Crm.Platform.Abstractions;
using Microsoft.AspNetCore.Http;

namespace Crm.Platform.Access.Problems;

/// <summary>Words for a status that came without any.</summary>
internal static class BareStatus
{
    public static Failure FailureOf(int status) => status switch
    {
        StatusCodes.Status401Unauthorized => new Forbidden("access.unauthenticated", "Sign in, or send an access token."),
        StatusCodes.Status403Forbidden => new Forbidden("access.forbidden", "You may not do this."),
        StatusCodes.Status404NotFound => new NotFound("request.not_found", "There is nothing at this address."),
        StatusCodes.Status405MethodNotAllowed => Request("method_not_allowed", "This address does not take that method; the Allow header lists those it takes."),
        StatusCodes.Status408RequestTimeout => Request("timeout", "The request took too long to arrive."),
        StatusCodes.Status413PayloadTooLarge => Request("too_large", "The request body is too large."),
        StatusCodes.Status414UriTooLong => Request("uri_too_long", "The address is too long."),
        StatusCodes.Status415UnsupportedMediaType => Request("media_type", "The content type is not one this address takes."),
        StatusCodes.Status429TooManyRequests => new Forbidden("access.rate", "Too many attempts. Wait a little, then try again."),
        >= 500 => new Invalid("server.error", "Something went wrong here. The trace id finds it in the log.", []),
        _ => Request("bad", "The request cannot be understood."),
    };

    private static Invalid Request(string code, string message) => new("request." + code, message, []);
}
