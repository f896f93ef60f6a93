using Crm.Platform.Metadata.Publishing;
using Crm.Platform.Storage.Databases;

namespace Crm.Platform.Storage.Model;

/// <inheritdoc/>
internal sealed class RecordDatabase(PublishedModel published, IVersionFollower follower) : IRecordDatabase
{
    public RecordModel Current => published.Current;

    public IDatabase Database => published.Database;

    public Task FollowAsync(CancellationToken cancellationToken) => follower.FollowAsync(cancellationToken);
}
