using Crm.Platform.Storage.Databases;

namespace Crm.Platform.Storage.Model;

/// <summary>The records as the snapshot in force sees them.</summary>
public interface IRecordDatabase
{
    /// <summary>Read it once per operation: a publish swaps it at any time.</summary>
    RecordModel Current { get; }

    IDatabase Database { get; }

    /// <summary>Puts the newest version in force here, for who finds that another node was ahead.</summary>
    Task FollowAsync(CancellationToken cancellationToken);
}
