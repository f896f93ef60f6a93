using Crm.Platform.Metadata.Definitions;

namespace Crm.Platform.Access;

/// <summary>The roles that are always there; all others are definitions.</summary>
public static class AccessRoles
{
    /// <summary>Everything, including definitions and people.</summary>
    public const string Admin = RoleDefinition.AdminName;

    /// <summary>Read and write records.</summary>
    public const string User = RoleDefinition.UserName;

    internal static IReadOnlyList<string> All { get; } = [Admin, User];
}
