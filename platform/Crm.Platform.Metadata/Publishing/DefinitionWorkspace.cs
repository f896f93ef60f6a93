using System.Collections.Immutable;
using Crm.Platform.Metadata.Layers;

namespace Crm.Platform.Metadata.Publishing;

/// <summary>What is published and what is drafted, as read at one moment.</summary>
/// <param name="Base">The newest version; <see langword="null"/> before the first.</param>
/// <param name="Published">Definitions in force, merged over the layers frozen with that version.</param>
/// <param name="Shipped">The platform layer as the present files have it: what the next version builds on.</param>
/// <param name="Draft">Definitions as they would be next.</param>
/// <param name="DraftRevision">0 when nobody has drafted anything.</param>
internal sealed record DefinitionWorkspace(StoredVersion? Base, DefinitionSet Published, DefinitionSet Shipped, DefinitionSet Draft, long DraftRevision)
{
    public int BaseVersion => Base?.Version ?? 0;

    /// <summary>The customisation layer that makes the draft.</summary>
    public DefinitionSet DraftLayer => Draft.Over(Shipped);

    public static async Task<DefinitionWorkspace> LoadAsync(IDefinitionStore store, DefinitionSet shipped, CancellationToken cancellationToken)
    {
        var latest = await store.LatestAsync(cancellationToken);
        var draft = await store.DraftAsync(cancellationToken);
        var custom = Layer(draft?.CustomLayer ?? latest?.CustomLayer);
        return new DefinitionWorkspace(latest, latest is null ? DefinitionSet.Empty : Effective(latest), shipped, DefinitionSet.Merge(shipped, custom), draft?.Revision ?? 0);
    }

    /// <summary>The definitions of a version, from the layers frozen with it.</summary>
    public static DefinitionSet Effective(StoredVersion version) => DefinitionSet.Merge(Layer(version.PlatformLayer), Layer(version.CustomLayer));

    /// <summary>What differs between published and drafted, in the order of kinds and names.</summary>
    public ImmutableArray<DraftChange> Changes()
    {
        var before = Texts(Published);
        var after = Texts(Draft);
        return
        [
            .. after.Where(d => !before.ContainsKey(d.Key)).Select(d => new DraftChange(d.Key.Kind, d.Key.Name, "added")),
            .. after.Where(d => before.TryGetValue(d.Key, out var was) && was != d.Value).Select(d => new DraftChange(d.Key.Kind, d.Key.Name, "changed")),
            .. before.Where(d => !after.ContainsKey(d.Key)).Select(d => new DraftChange(d.Key.Kind, d.Key.Name, "removed")),
        ];
    }

    private static Dictionary<(string Kind, string Name), string> Texts(DefinitionSet set) =>
        set.All.ToDictionary(d => (d.Kind, d.Name), d => d.Json.ToJsonString());

    /// <exception cref="InvalidOperationException">The database holds a layer we did not write.</exception>
    private static DefinitionSet Layer(string? json) => json is null ? DefinitionSet.Empty : DefinitionSet.Parse(json).Value;
}
