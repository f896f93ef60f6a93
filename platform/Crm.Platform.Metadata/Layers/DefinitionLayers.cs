using System.Collections.Immutable;

namespace Crm.Platform.Metadata.Layers;

/// <summary>The layers that were or will be in force together: the platform's, then those of the plugins in the order they build on each other, then the admins'. Immutable.</summary>
public sealed class DefinitionLayers
{
    public static DefinitionLayers Empty { get; } = new([new(DefinitionLayer.Platform, DefinitionSet.Empty)], DefinitionSet.Empty);

    /// <param name="shipped">The platform's layer first.</param>
    public DefinitionLayers(ImmutableArray<DefinitionLayer> shipped, DefinitionSet customisation)
    {
        Shipped = shipped;
        Customisation = customisation;
        Below = shipped.Aggregate(DefinitionSet.Empty, (set, layer) => DefinitionSet.Merge(set, layer.Definitions));
        Effective = DefinitionSet.Merge(Below, customisation);
    }

    /// <summary>The platform's layer and the plugins'.</summary>
    public ImmutableArray<DefinitionLayer> Shipped { get; }

    public DefinitionSet Customisation { get; }

    /// <summary>Everything but the customisation, merged.</summary>
    public DefinitionSet Below { get; }

    /// <summary>All layers, merged.</summary>
    public DefinitionSet Effective { get; }

    /// <summary>The same with another customisation layer, the one that makes <paramref name="wanted"/> of what lies below.</summary>
    public DefinitionLayers Reaching(DefinitionSet wanted) => new(Shipped, wanted.Over(Below));

    /// <summary>One definition with the layer that set each part of it, or <see langword="null"/>.</summary>
    public LayeredDefinition? Find(string kind, string name) =>
        LayerOrigins.Of(Shipped.Append(new DefinitionLayer(DefinitionLayer.Customisation, Customisation)), kind, name);
}
