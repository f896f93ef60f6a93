using System.Collections.Immutable;

namespace Crm.Platform.Metadata.Definitions;

/// <summary>What a role may allow beyond records.</summary>
public static class RoleRights
{
    /// <summary>Administer people, teams and clients.</summary>
    public const string Admin = "admin";

    /// <summary>Change and publish definitions.</summary>
    public const string Customize = "customize";

    /// <summary>Take many records out at once, where an entity's rule does not say otherwise.</summary>
    public const string Export = "export";

    /// <summary>Bring many records in at once, where an entity's rule does not say otherwise.</summary>
    public const string Import = "import";

    public static ImmutableArray<string> All { get; } = [Admin, Customize, Export, Import];
}
