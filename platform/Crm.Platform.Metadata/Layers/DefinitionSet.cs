using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Publishing;

namespace Crm.Platform.Metadata.Layers;

/// <summary>Definitions by kind and name, merged and compared by RFC 7396 as if they were one document <c>{kind: {name: definition}}</c>. Immutable; thread-safe.</summary>
/// <remarks>
/// A layer above the lowest is such a set too, but of patches: a definition that is <c>null</c> there is removed. Sets share the JSON of
/// definitions they have in common, so a change of one among hundreds costs that one. What is handed out is a copy.
/// </remarks>
public sealed class DefinitionSet
{
    private readonly ImmutableSortedDictionary<DefinitionKey, FrozenJson?> _definitions;

    private DefinitionSet(ImmutableSortedDictionary<DefinitionKey, FrozenJson?> definitions) => _definitions = definitions;

    public static DefinitionSet Empty { get; } = new(ImmutableSortedDictionary<DefinitionKey, FrozenJson?>.Empty);

    /// <summary>Every definition: kinds in the order they depend on each other, names in ordinal order. The JSON is the reader's own copy.</summary>
    public ImmutableArray<StoredDefinition> All => [.. Shared.Select(d => d with { Json = d.Json.DeepClone().AsObject(), Frozen = null })];

    /// <summary>The same with the set's own JSON, which must not be changed.</summary>
    internal IEnumerable<StoredDefinition> Shared => _definitions.Where(d => d.Value is not null).Select(d => new StoredDefinition(d.Key.Kind, d.Key.Name, d.Value!.Json) { Frozen = d.Value });

    /// <summary>Names of everything in it, what a patch removes included.</summary>
    internal IEnumerable<DefinitionKey> Keys => _definitions.Keys;

    /// <summary>Of two with one kind and name the later one counts.</summary>
    public static DefinitionSet Of(IEnumerable<StoredDefinition> definitions)
    {
        ArgumentNullException.ThrowIfNull(definitions);
        var builder = Empty._definitions.ToBuilder();
        foreach (var definition in definitions)
            builder[new(definition.Kind, definition.Name)] = Freeze(definition);
        return new DefinitionSet(builder.ToImmutable());
    }

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static Result<DefinitionSet> Parse(string json)
    {
        try
        {
            if (JsonNode.Parse(json) is JsonObject document && document.All(k => k.Value is JsonObject kind && kind.All(d => d.Value is null or JsonObject)))
                return new DefinitionSet(Read(document));
        }
        catch (Exception fault) when (fault is System.Text.Json.JsonException or ArgumentException)
        {
            // Answered below: no JSON, or a name twice.
        }

        return Invalid.Of(new Problem("", "definition.layer", "The layer is not a JSON object of definitions by kind and name."));
    }

    /// <summary>The definitions of one kind in ordinal order of their names.</summary>
    public ImmutableArray<StoredDefinition> OfKind(string kind) => [.. All.Where(d => d.Kind == kind)];

    /// <summary>A copy of one definition, or <see langword="null"/>.</summary>
    public JsonObject? Find(string kind, string name) => _definitions.GetValueOrDefault(new(kind, name))?.Json.DeepClone().AsObject();

    /// <summary>What the set says of a definition: <see langword="false"/> is nothing, <see langword="true"/> with <see langword="null"/> that it is removed.</summary>
    internal bool TryGet(DefinitionKey key, out JsonObject? definition)
    {
        var isKnown = _definitions.TryGetValue(key, out var frozen);
        definition = frozen?.Json;
        return isKnown;
    }

    /// <summary>Whether two sets say the same of a definition, the order of its properties included.</summary>
    internal bool IsSame(DefinitionKey key, DefinitionSet other) =>
        _definitions.GetValueOrDefault(key) is var mine && other._definitions.GetValueOrDefault(key) is var theirs && (mine == theirs || mine?.Text == theirs?.Text);

    public DefinitionSet With(StoredDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        return new DefinitionSet(_definitions.SetItem(new(definition.Kind, definition.Name), Freeze(definition)));
    }

    public DefinitionSet Without(string kind, string name) => new(_definitions.Remove(new(kind, name)));

    /// <summary>The upper layer's differences on the lower one.</summary>
    public static DefinitionSet Merge(DefinitionSet lower, DefinitionSet upper)
    {
        ArgumentNullException.ThrowIfNull(lower);
        ArgumentNullException.ThrowIfNull(upper);
        var merged = lower._definitions.ToBuilder();
        foreach (var (key, patch) in upper._definitions)
            if (patch is null)
                merged.Remove(key);
            else
                merged[key] = merged.TryGetValue(key, out var below) || patch.HasNulls ? new(MergePatch.Apply(below?.Json, patch.Json)!.AsObject()) : patch;
        return new DefinitionSet(merged.ToImmutable());
    }

    /// <summary>The layer that, merged onto <paramref name="lower"/>, gives this set.</summary>
    public DefinitionSet Over(DefinitionSet lower)
    {
        ArgumentNullException.ThrowIfNull(lower);
        var layer = Empty._definitions.ToBuilder();
        foreach (var key in lower._definitions.Keys.Where(k => !_definitions.ContainsKey(k)))
            layer[key] = null;
        foreach (var (key, wanted) in _definitions)
            if (!lower._definitions.TryGetValue(key, out var below) || below is null)
                layer[key] = wanted is { HasNulls: true } ? new(MergePatch.Apply(null, wanted.Json)!.AsObject()) : wanted;
            else if (wanted != below && MergePatch.Diff(below.Json, wanted!.Json) is { Count: > 0 } changes)
                layer[key] = new(changes);
        return new DefinitionSet(layer.ToImmutable());
    }

    /// <summary>A set with each definition as <paramref name="change"/> gives it; the same instance leaves it as it is.</summary>
    internal DefinitionSet Select(Func<JsonObject, JsonObject> change)
    {
        var builder = _definitions.ToBuilder();
        foreach (var (key, definition) in _definitions)
            if (definition is not null && change(definition.Json) is var changed && changed != definition.Json)
                builder[key] = new(changed);
        return new DefinitionSet(builder.ToImmutable());
    }

    /// <summary>The JSON text; equal sets give equal text.</summary>
    /// <exception cref="InvalidOperationException">A definition holds what cannot be written; none that was checked does.</exception>
    public override string ToString()
    {
        var text = new StringBuilder("{");
        foreach (var kind in _definitions.GroupBy(d => d.Key.Kind))
        {
            text.Append(text.Length > 1 ? "," : "").Append(Quoted(kind.Key)).Append(":{");
            foreach (var (index, (key, definition)) in kind.Index())
                text.Append(index > 0 ? "," : "").Append(Quoted(key.Name)).Append(':').Append(definition is null ? "null" : definition.Text ?? throw new InvalidOperationException($"The {key.Kind} '{key.Name}' cannot be written."));
            text.Append('}');
        }

        return text.Append('}').ToString();
    }

    private static string Quoted(string name) => JsonValue.Create(name).ToJsonString();

    private static FrozenJson Freeze(StoredDefinition definition) => definition.Frozen ?? new(definition.Json.DeepClone().AsObject());

    private static ImmutableSortedDictionary<DefinitionKey, FrozenJson?> Read(JsonObject document)
    {
        var builder = Empty._definitions.ToBuilder();
        foreach (var (kind, definitions) in document)
            foreach (var (name, definition) in definitions!.AsObject())
                builder[new(kind, name)] = definition is null ? null : new(definition.DeepClone().AsObject());
        return builder.ToImmutable();
    }
}
