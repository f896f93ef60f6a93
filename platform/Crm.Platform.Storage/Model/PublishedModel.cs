using Crm.Platform.Metadata.Snapshots;
using Crm.Platform.Storage.Databases;

namespace Crm.Platform.Storage.Model;

/// <summary>Holds the snapshot in force together with its record model, so that no reader ever sees one without the other.</summary>
internal sealed class PublishedModel(IDatabase database) : IMetadata, IDisposable
{
    private readonly SemaphoreSlim _swapping = new(1, 1);
    private volatile RecordModel? _current;

    public event Action<MetadataSnapshot>? Changed;

    public RecordModel Current => _current ?? throw new InvalidOperationException("No snapshot is in force: the host has not started.");

    public IDatabase Database => database;

    MetadataSnapshot IMetadata.Current => Current.Snapshot;

    /// <summary>Commits and puts in force, or looks for a newer version: one at a time, so that nobody on this node builds anew what is about to be in force here.</summary>
    public async Task<T> AloneAsync<T>(Func<Task<T>> work, CancellationToken cancellationToken)
    {
        await _swapping.WaitAsync(cancellationToken);
        try
        {
            return await work();
        }
        finally
        {
            _swapping.Release();
        }
    }

    public void Dispose() => _swapping.Dispose();

    /// <summary>Puts a newer model in force; an older one than the present is ignored.</summary>
    public void Swap(RecordModel model)
    {
        if (_current is { } present && present.Snapshot.Version >= model.Snapshot.Version)
            return;
        _current = model;
        model.ForgetQueries();
        var changed = Changed;
        if (changed is not null)
            ThreadPool.QueueUserWorkItem(_ => changed(model.Snapshot));
    }
}
