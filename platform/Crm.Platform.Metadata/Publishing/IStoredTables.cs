using Crm.Platform.Metadata.Snapshots;

namespace Crm.Platform.Metadata.Publishing;

/// <summary>The tables of records as the database has them, which an earlier program may have made.</summary>
public interface IStoredTables
{
    /// <summary>Makes what tables of these definitions lack though no definition changed. Safe to repeat; call it while no other node starts.</summary>
    Task MendAsync(MetadataSnapshot snapshot, CancellationToken cancellationToken);
}
