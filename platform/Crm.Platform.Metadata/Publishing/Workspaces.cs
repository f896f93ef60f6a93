using Crm.Platform.Metadata.Layers;

namespace Crm.Platform.Metadata.Publishing;

/// <summary>Loads what is published and drafted.</summary>
internal sealed class Workspaces(IDefinitionStore store, ShippedLayer shipped, LayerReader layers)
{
    public async Task<DefinitionWorkspace> LoadAsync(CancellationToken cancellationToken)
    {
        var latest = await store.LatestAsync(cancellationToken);
        var draft = await store.DraftAsync(cancellationToken);
        var custom = layers.Read(draft?.CustomLayer ?? latest?.CustomLayer);
        var below = new DefinitionLayers(shipped.Layers, DefinitionSet.Empty);
        return new DefinitionWorkspace(latest, latest is null ? DefinitionLayers.Empty : Layers(latest), new DefinitionLayers(shipped.Layers, RenameMarks.Follow(custom, below.Below)), draft?.Revision ?? 0);
    }

    /// <summary>The layers frozen with a version.</summary>
    public DefinitionLayers Layers(StoredVersion version) => new(
        [new(DefinitionLayer.Platform, layers.Read(version.PlatformLayer)), .. version.PluginLayers.Select(l => new DefinitionLayer(l.Name, layers.Read(l.Json)))],
        layers.Read(version.CustomLayer));

    /// <summary>The next version, to be stored.</summary>
    public StoredVersion Version(DefinitionWorkspace workspace, PublishChange change, DateTime at, Guid? by, string? note)
    {
        var next = workspace.Next;
        return new StoredVersion(workspace.BaseVersion + 1, layers.Write(next.Shipped[0].Definitions), layers.Write(next.Customisation), at, by, note)
        {
            PluginLayers = [.. next.Shipped.Skip(1).Select(l => new StoredLayer(l.Name, layers.Write(l.Definitions)))],
            Renames = [.. change.Operations.Select(o => o switch
            {
                RenameEntity renamed => new StoredRename(renamed.Subject, null, renamed.From),
                RenameField renamed => new StoredRename(renamed.Subject, renamed.Definition.Name, renamed.From),
                _ => null,
            }).OfType<StoredRename>()],
        };
    }

    /// <summary>The next draft, to be stored.</summary>
    public StoredDraft Draft(DefinitionWorkspace workspace) => new(workspace.BaseVersion, layers.Write(workspace.Draft.Customisation), workspace.DraftRevision + 1);

    /// <summary>Whether the shipped layers of a version are no longer those of the present files.</summary>
    public bool IsOutdated(StoredVersion version)
    {
        var now = shipped.Layers.Select(l => (l.Name, RenameMarks.Without(l.Definitions).ToString()));
        return !now.SequenceEqual(version.PluginLayers.Select(l => (l.Name, l.Json)).Prepend((DefinitionLayer.Platform, version.PlatformLayer)));
    }
}
