using System.Collections.Immutable;

namespace Crm.Platform.Abstractions;

/// <summary>The fields every record has without declaring them.</summary>
public static class SystemFields
{
    /// <summary>UUID v7, given once.</summary>
    public const string Id = "id";

    /// <summary>When it was created, UTC.</summary>
    public const string CreatedAt = "created_at";

    /// <summary>The user who created it; null when the platform did.</summary>
    public const string CreatedById = "created_by_id";

    /// <summary>When it was last changed, UTC.</summary>
    public const string ModifiedAt = "modified_at";

    /// <summary>The user who changed it last; null when the platform did.</summary>
    public const string ModifiedById = "modified_by_id";

    /// <summary>The user it belongs to; null is nobody.</summary>
    public const string OwnerId = "owner_id";

    /// <summary>Counts saves from 1; the ETag.</summary>
    public const string Version = "version";

    /// <summary>Name of the entity the user lookups point at.</summary>
    public const string UserEntity = "user";

    /// <summary>Name of the entity teams are records of; written, as people are, by the platform only.</summary>
    public const string TeamEntity = "team";

    /// <summary>All of them in wire order.</summary>
    public static ImmutableArray<FieldDefinition> All { get; } =
    [
        new(Id, FieldKinds.Uuid) { Title = "Id", ReadOnly = true },
        new(CreatedAt, FieldKinds.DateTime) { Title = "Created", ReadOnly = true },
        new(CreatedById, FieldKinds.Lookup) { Title = "Created by", ReadOnly = true, Lookup = UserEntity },
        new(ModifiedAt, FieldKinds.DateTime) { Title = "Modified", ReadOnly = true },
        new(ModifiedById, FieldKinds.Lookup) { Title = "Modified by", ReadOnly = true, Lookup = UserEntity },
        new(OwnerId, FieldKinds.Lookup) { Title = "Owner", Lookup = UserEntity },
        new(Version, FieldKinds.Integer) { Title = "Version", ReadOnly = true },
    ];

    /// <summary>Whether a declared field may not take that name, in any casing.</summary>
    public static bool IsReserved(string name) =>
        string.Equals(name, "deleted_at", StringComparison.OrdinalIgnoreCase) || All.Any(f => string.Equals(f.Name, name, StringComparison.OrdinalIgnoreCase));
}
