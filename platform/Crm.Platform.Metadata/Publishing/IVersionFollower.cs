namespace Crm.Platform.Metadata.Publishing;

/// <summary>Brings this node to the newest version, which another node may have published.</summary>
public interface IVersionFollower
{
    /// <summary>Afterwards the newest stored version, or a newer one, is in force here. Cheap when it is already. Safe to call at the same time.</summary>
    Task FollowAsync(CancellationToken cancellationToken);
}
