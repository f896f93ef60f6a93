using Crm.Platform.Metadata.Snapshots;
using Crm.Platform.Storage.Databases;

namespace Crm.Platform.Storage.Model;

/// <summary>Holds the snapshot in force together with its record model, so that no reader ever sees one without the other.</summary>
internal sealed class PublishedModel(IDatabase database) : IMetadata
{
    private volatile RecordModel? _current;

    public event Action<MetadataSnapshot>? Changed;

    public RecordModel Current => _current ?? throw new InvalidOperationException("No snapshot is in force: the host has not started.");

    public bool IsReady => _current is not null;

    public IDatabase Database => database;

    MetadataSnapshot IMetadata.Current => Current.Snapshot;

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
