namespace Crm.Platform.Storage.Sharing;

/// <summary>A person in a team.</summary>
public sealed class TeamMemberRow
{
    public required Guid TeamId { get; init; }
    public required Guid UserId { get; init; }
}
