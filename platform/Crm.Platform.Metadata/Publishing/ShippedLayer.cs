using System.Collections.Immutable;
using Crm.Platform.Metadata.Layers;
using Crm.Platform.Metadata.Snapshots;

namespace Crm.Platform.Metadata.Publishing;

/// <summary>The platform layer as read from its files when the host started, and what was wrong with them.</summary>
internal sealed class ShippedLayer
{
    /// <summary>Empty until the start has read the files.</summary>
    public DefinitionSet Definitions { get; private set; } = DefinitionSet.Empty;

    public ImmutableArray<DefinitionProblem> Problems { get; private set; } = [];

    public async Task ReadAsync(string folder, CancellationToken cancellationToken)
    {
        var shipped = await ShippedDefinitions.ReadAsync(folder, cancellationToken);
        Definitions = DefinitionSet.Of(shipped.Definitions);
        Problems = shipped.Problems;
    }
}
