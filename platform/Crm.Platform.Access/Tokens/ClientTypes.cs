namespace Crm.Platform.Access.Tokens;

/// <summary>OpenIddict's values of <c>ClientType</c>.</summary>
internal static class ClientTypes
{
    public const string Confidential = "confidential";
}
