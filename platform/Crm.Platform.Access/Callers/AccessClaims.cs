namespace Crm.Platform.Access.Callers;

/// <summary>Claim types of our own, beside the framework's name, name identifier and role.</summary>
internal static class AccessClaims
{
    /// <summary>Granted scopes of a token, separated by blanks.</summary>
    public const string Scope = "scope";

    /// <summary>The client a token was issued to.</summary>
    public const string ClientId = "client_id";
}
