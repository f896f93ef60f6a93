namespace Crm.Platform.Access;

/// <summary>The roles there are.</summary>
public static class AccessRoles
{
    /// <summary>Everything, including definitions and people.</summary>
    public const string Admin = "admin";

    /// <summary>Read and write records.</summary>
    public const string User = "user";

    internal static IReadOnlyList<string> All { get; } = [Admin, User];
}
