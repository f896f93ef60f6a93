namespace Crm.Platform.Access;

/// <summary>Scopes a token may be asked for; a token does what its scopes and its roles both allow.</summary>
internal static class AccessScopes
{
    public static IReadOnlyList<string> All { get; } = [AccessPolicies.Read, AccessPolicies.Write, AccessPolicies.Customize, AccessPolicies.Admin];
}
