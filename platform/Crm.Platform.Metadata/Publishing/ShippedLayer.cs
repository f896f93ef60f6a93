using System.Collections.Immutable;
using Crm.Platform.Metadata.Layers;
using Crm.Platform.Metadata.Snapshots;

namespace Crm.Platform.Metadata.Publishing;

/// <summary>The platform layer as read from its files when the host started, and what was wrong with them.</summary>
internal sealed class ShippedLayer
{
    private Dictionary<(string Kind, string Name), string?> _files = [];

    /// <summary>Empty until the start has read the files.</summary>
    public DefinitionSet Definitions { get; private set; } = DefinitionSet.Empty;

    public ImmutableArray<DefinitionProblem> Problems { get; private set; } = [];

    public async Task ReadAsync(string folder, CancellationToken cancellationToken)
    {
        var shipped = await ShippedDefinitions.ReadAsync(folder, cancellationToken);
        Definitions = DefinitionSet.Of(shipped.Definitions);
        Problems = shipped.Problems;
        // Two files with one name: the later one is the definition.
        _files = shipped.Definitions.GroupBy(d => (d.Kind, d.Name)).ToDictionary(g => g.Key, g => g.Last().File);
    }

    /// <summary>The file a definition was shipped in, or <see langword="null"/>.</summary>
    public string? FileOf(string kind, string name) => _files.GetValueOrDefault((kind, name));
}
