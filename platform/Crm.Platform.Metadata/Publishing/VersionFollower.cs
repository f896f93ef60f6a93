using Crm.Platform.Metadata.Snapshots;

namespace Crm.Platform.Metadata.Publishing;

/// <inheritdoc/>
internal sealed class VersionFollower(IDefinitionStore store, IMetadata metadata, Workspaces workspaces, ModelReader reader) : IVersionFollower, IDisposable
{
    // Building a model of many entities is costly: those who notice at the same time wait for the first.
    private readonly SemaphoreSlim _turn = new(1, 1);

    public async Task FollowAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (await store.LatestNumberAsync(cancellationToken) is { } number && number > metadata.Current.Version && await store.FindAsync(number, cancellationToken) is { } stored)
                store.Activate(reader.Read(stored.Version, [.. workspaces.Layers(stored).Effective.Shared]).Snapshot);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();
}
