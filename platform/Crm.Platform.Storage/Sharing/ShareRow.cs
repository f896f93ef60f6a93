namespace Crm.Platform.Storage.Sharing;

/// <summary>One record opened to one person or team. One table for the records of all entities.</summary>
public sealed class ShareRow
{
    public required Guid Id { get; init; }
    public required string Entity { get; init; }
    public required Guid RecordId { get; init; }

    /// <summary>A user's id, or a team's.</summary>
    public required Guid PrincipalId { get; init; }

    public required bool IsTeam { get; init; }

    /// <summary>Whether the record may also be changed.</summary>
    public required bool MayWrite { get; set; }

    /// <summary>UTC.</summary>
    public required DateTime CreatedAt { get; init; }

    /// <summary>Null when the platform did.</summary>
    public Guid? CreatedById { get; init; }
}
