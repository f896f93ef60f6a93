using Microsoft.AspNetCore.Identity;

namespace Crm.Platform.Access.Storage;

/// <summary>A person who can sign in. The record of entity <c>user</c> with the same id is what lookups point at.</summary>
internal sealed class CrmUser : IdentityUser<Guid>
{
    /// <summary>Longest accepted name.</summary>
    public const int MaxNameLength = 200;

    public string Name { get; set; } = "";

    /// <summary>A disabled person keeps the records but cannot sign in, and loses running sessions.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>UTC.</summary>
    public DateTime CreatedAt { get; set; }
}
