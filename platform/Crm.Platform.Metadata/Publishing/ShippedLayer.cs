using System.Collections.Immutable;
using Crm.Platform.Metadata.Layers;
using Crm.Platform.Metadata.Snapshots;

namespace Crm.Platform.Metadata.Publishing;

/// <summary>The layers of the platform and the plugins as read from their files when the host started, and what was wrong with them.</summary>
internal sealed class ShippedLayer(IEnumerable<IPluginDefinitions> plugins)
{
    private Dictionary<(string Kind, string Name), string?> _files = [];

    /// <summary>The platform's layer first; empty layers until the start has read the files.</summary>
    public ImmutableArray<DefinitionLayer> Layers { get; private set; } = DefinitionLayers.Empty.Shipped;

    public ImmutableArray<DefinitionProblem> Problems { get; private set; } = [];

    public async Task ReadAsync(string folder, CancellationToken cancellationToken)
    {
        var read = new List<(string Name, ShippedDefinitions Files)> { (DefinitionLayer.Platform, await ShippedDefinitions.ReadAsync(folder, cancellationToken)) };
        foreach (var plugin in plugins)
            read.Add((plugin.Id, await ShippedDefinitions.ReadAsync(plugin.Folder, cancellationToken)));
        Layers = [.. read.Select(l => new DefinitionLayer(l.Name, DefinitionSet.Of(l.Files.Definitions)))];
        Problems = [.. read.SelectMany(l => l.Files.Problems)];
        // Two files with one name: the later one is the definition.
        _files = read.SelectMany(l => l.Files.Definitions).GroupBy(d => (d.Kind, d.Name)).ToDictionary(g => g.Key, g => g.Last().File);
    }

    /// <summary>The file a definition was shipped in, or <see langword="null"/>.</summary>
    public string? FileOf(string kind, string name) => _files.GetValueOrDefault((kind, name));
}
