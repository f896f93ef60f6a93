using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Crm.Platform.Metadata.Layers;

/// <summary>Works out which layer set each property of a definition.</summary>
internal sealed class LayerOrigins
{
    private readonly SortedDictionary<string, Origin> _origins = new(StringComparer.Ordinal);

    /// <param name="Below"><see langword="null"/> inside is a JSON null or nothing; the whole is <see langword="null"/> for the lowest layer, below which nothing is.</param>
    private sealed record Origin(string Layer, Boxed? Below);

    private sealed record Boxed(JsonNode? Value);

    /// <summary>The definition, or <see langword="null"/> when no layer has it or the topmost to speak of it removes it.</summary>
    /// <param name="layers">Lowest first.</param>
    public static LayeredDefinition? Of(IEnumerable<DefinitionLayer> layers, string kind, string name)
    {
        var walk = new LayerOrigins();
        JsonObject? effective = null;
        var names = ImmutableArray.CreateBuilder<string>();
        foreach (var layer in layers)
        {
            if (!layer.Definitions.TryGet(new(kind, name), out var patch))
                continue;
            names.Add(layer.Name);
            if (patch is null)
                walk._origins.Clear();
            else
                walk.Walk(layer.Name, "", effective, patch, isLowest: names.Count == 1);
            effective = patch is null ? null : MergePatch.Apply(effective, patch)!.AsObject();
        }

        return effective is null ? null : new LayeredDefinition(
            effective,
            names.ToImmutable(),
            walk._origins.ToImmutableSortedDictionary(o => o.Key, o => o.Value.Layer, StringComparer.Ordinal),
            walk._origins.Where(o => o.Value.Below is not null).ToImmutableSortedDictionary(o => o.Key, o => o.Value.Below!.Value, StringComparer.Ordinal));
    }

    private void Walk(string layer, string path, JsonObject? below, JsonObject patch, bool isLowest)
    {
        foreach (var (name, value) in patch)
        {
            var at = path.Length == 0 ? name : $"{path}.{name}";
            var present = below?[name];
            if (value is JsonObject { Count: > 0 } inner)
            {
                // What was a plain value or a list and becomes an object is replaced whole: its parts have nothing below.
                if (present is not JsonObject)
                    Forget(at);
                Walk(layer, at, present as JsonObject, inner, isLowest);
            }
            else if (value is not null || present is not null)
            {
                if (value is JsonObject && present is JsonObject)
                    continue;
                Forget(at);
                _origins[at] = new Origin(layer, isLowest ? null : new Boxed(present?.DeepClone()));
            }
        }
    }

    /// <summary>Drops what lower layers set at the path and inside it.</summary>
    private void Forget(string path)
    {
        foreach (var known in _origins.Keys.Where(k => k == path || k.StartsWith(path + ".", StringComparison.Ordinal)).ToList())
            _origins.Remove(known);
    }
}
