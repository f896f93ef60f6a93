namespace Crm.Platform.Access.Tokens;

/// <summary>A refusal of the token endpoint as RFC 6749 §5.2 words it.</summary>
internal sealed record TokenError(string Error, string Description)
{
    public static TokenError InvalidRequest(string description) => new("invalid_request", description);

    /// <summary>The same for an unknown client, a wrong secret and a missing one.</summary>
    public static TokenError InvalidClient { get; } = new("invalid_client", "The client is unknown or its secret is wrong.");

    public static TokenError UnauthorizedClient { get; } = new("unauthorized_client", "This client may not use this grant.");

    public static TokenError UnsupportedGrant { get; } = new("unsupported_grant_type", "Supported grant types: client_credentials.");

    public static TokenError InvalidScope(string description) => new("invalid_scope", description);
}
