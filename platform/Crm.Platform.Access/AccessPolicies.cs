namespace Crm.Platform.Access;

/// <summary>Authorization policies, one per right: <c>RequireAuthorization(AccessPolicies.Write)</c>.</summary>
public static class AccessPolicies
{
    /// <summary>May read records.</summary>
    public const string Read = "crm.read";

    /// <summary>May write records.</summary>
    public const string Write = "crm.write";

    /// <summary>May change definitions.</summary>
    public const string Customize = "crm.customize";

    /// <summary>May administer people and clients.</summary>
    public const string Admin = "crm.admin";
}
