using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Crm.Platform.Metadata.Layers;

/// <summary>A definition in force with where each part of it comes from.</summary>
/// <param name="Definition">Merged over all layers.</param>
/// <param name="Layers">Names of the layers that say something about it, lowest first.</param>
/// <param name="Origins">JSON path to the name of the layer that set it. Lists and plain values have one each; objects are followed into. A path that is not in the definition was removed by that layer.</param>
/// <param name="Below">For every path that a layer above the lowest set: what the layers below it say, null when they say nothing. Written into the draft, it reverts the path.</param>
public sealed record LayeredDefinition(JsonObject Definition, ImmutableArray<string> Layers, ImmutableSortedDictionary<string, string> Origins, ImmutableSortedDictionary<string, JsonNode?> Below);
