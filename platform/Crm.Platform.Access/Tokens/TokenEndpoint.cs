using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Crm.Platform.Access.Tokens;

/// <summary>OAuth 2.1 token endpoint. The checks run in this order; each has a test of its own.</summary>
internal sealed partial class TokenEndpoint(ClientAuthentication clients, AccessTokens tokens, IOptions<AccessOptions> options, ILogger<TokenEndpoint> logger)
{
    /// <summary>Answers 200 with a token or RFC 6749's error: 401 for <c>invalid_client</c>, otherwise 400.</summary>
    public async Task<JsonHttpResult<Dictionary<string, object>>> AnswerAsync(HttpContext context, CancellationToken cancellationToken)
    {
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.Pragma = "no-cache";
        var granted = await GrantAsync(context, cancellationToken);
        if (granted.IsGood)
            return TypedResults.Json(granted.Value);
        LogRefused(granted.Error.Error);
        if (granted.Error == TokenError.InvalidClient)
            context.Response.Headers.WWWAuthenticate = "Basic realm=\"crm\", charset=\"UTF-8\"";
        var body = new Dictionary<string, object> { ["error"] = granted.Error.Error, ["error_description"] = granted.Error.Description };
        return TypedResults.Json(body, statusCode: granted.Error == TokenError.InvalidClient ? 401 : 400);
    }

    /// <summary>Any method but POST. Mapped, because the framework's own 405 would ask for a sign-in first.</summary>
    public static IResult RefuseMethod(HttpContext context)
    {
        context.Response.Headers.Allow = HttpMethods.Post;
        return TypedResults.StatusCode(StatusCodes.Status405MethodNotAllowed);
    }

    private async Task<Checked<Dictionary<string, object>>> GrantAsync(HttpContext context, CancellationToken cancellationToken)
    {
        if (!options.Value.AllowInsecureHttp && !IsPrivate(context))
            return TokenError.InvalidRequest("Use https.");
        var form = await TokenForm.ReadAsync(context.Request, cancellationToken);
        if (!form.IsGood)
            return form.Error;
        if (form.Value["grant_type"] is not { } grant)
            return TokenError.InvalidRequest("grant_type is missing.");
        if (grant != "client_credentials")
            return TokenError.UnsupportedGrant;
        var credentials = ClientCredentials.Read(context.Request.Headers.Authorization, form.Value);
        if (!credentials.IsGood)
            return credentials.Error;
        return await GrantAsync(credentials.Value, form.Value["scope"], cancellationToken);
    }

    private async Task<Checked<Dictionary<string, object>>> GrantAsync(ClientCredentials credentials, string? asked, CancellationToken cancellationToken)
    {
        var client = await clients.AuthenticateAsync(credentials, cancellationToken);
        if (!client.IsGood)
            return client.Error;
        if (!ClientGrants.MayGetTokens(client.Value))
            return TokenError.UnauthorizedClient;
        var scope = ScopeRequest.Grant(asked, ClientGrants.PermissionsOf(client.Value));
        if (!scope.IsGood)
            return scope.Error;
        var token = await tokens.IssueAsync(client.Value, scope.Value, cancellationToken);
        LogIssued(client.Value.ClientId ?? "", scope.Value);
        return new Dictionary<string, object>
        {
            ["access_token"] = token,
            ["token_type"] = "Bearer",
            ["expires_in"] = (int)AccessTokens.Lifetime.TotalSeconds,
            ["scope"] = scope.Value,
        };
    }

    /// <summary>Over TLS, or without leaving this machine; the test server has no address.</summary>
    private static bool IsPrivate(HttpContext context) =>
        context.Request.IsHttps || context.Connection.RemoteIpAddress is not { } address || IPAddress.IsLoopback(address);

    [LoggerMessage(2301, LogLevel.Information, "Issued an access token to client {ClientId} for {Scope}.")]
    private partial void LogIssued(string clientId, string scope);

    [LoggerMessage(2302, LogLevel.Warning, "Refused a token request: {Error}.")]
    private partial void LogRefused(string error);
}
