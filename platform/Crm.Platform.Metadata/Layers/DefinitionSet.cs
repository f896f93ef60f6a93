using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Definitions;
using Crm.Platform.Metadata.Publishing;

namespace Crm.Platform.Metadata.Layers;

/// <summary>Definitions by kind and name, kept as one JSON document <c>{kind: {name: definition}}</c>, so that layers merge by RFC 7396 as a whole. Immutable; thread-safe.</summary>
/// <remarks>A customisation layer is such a document too, but a patch: a definition that is <c>null</c> there is removed.</remarks>
public sealed class DefinitionSet
{
    private readonly JsonObject _document;

    private DefinitionSet(JsonObject document) => _document = document;

    public static DefinitionSet Empty { get; } = new([]);

    /// <summary>The set as JSON, properties in the order written.</summary>
    public JsonObject Json => _document.DeepClone().AsObject();

    /// <summary>Every definition: kinds in the order they depend on each other, names in ordinal order. The JSON is the reader's own copy.</summary>
    public ImmutableArray<StoredDefinition> All =>
        [.. _document.OrderBy(k => Rank(k.Key)).ThenBy(k => k.Key, StringComparer.Ordinal).SelectMany(k => OfKind(k.Key))];

    public static DefinitionSet Of(IEnumerable<StoredDefinition> definitions)
    {
        ArgumentNullException.ThrowIfNull(definitions);
        var document = new JsonObject();
        foreach (var definition in definitions)
        {
            document.TryAdd(definition.Kind, new JsonObject());
            document[definition.Kind]![definition.Name] = definition.Json.DeepClone();
        }

        return new DefinitionSet(document);
    }

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static Result<DefinitionSet> Parse(string json)
    {
        try
        {
            if (JsonNode.Parse(json) is JsonObject document && document.All(k => k.Value is JsonObject kind && kind.All(d => d.Value is null or JsonObject)))
                return new DefinitionSet(document);
        }
        catch (System.Text.Json.JsonException)
        {
            // Answered below.
        }

        return Invalid.Of(new Problem("", "definition.layer", "The layer is not a JSON object of definitions by kind and name."));
    }

    /// <summary>The definitions of one kind in ordinal order of their names.</summary>
    public ImmutableArray<StoredDefinition> OfKind(string kind) => _document[kind] is JsonObject definitions
        ? [.. definitions.Where(d => d.Value is JsonObject).OrderBy(d => d.Key, StringComparer.Ordinal).Select(d => new StoredDefinition(kind, d.Key, d.Value!.DeepClone().AsObject()))]
        : [];

    /// <summary>A copy of one definition, or <see langword="null"/>.</summary>
    public JsonObject? Find(string kind, string name) => _document[kind]?[name]?.DeepClone().AsObject();

    public DefinitionSet With(StoredDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        var document = Json;
        document.TryAdd(definition.Kind, new JsonObject());
        document[definition.Kind]![definition.Name] = definition.Json.DeepClone();
        return new DefinitionSet(document);
    }

    public DefinitionSet Without(string kind, string name)
    {
        if (Find(kind, name) is null)
            return this;
        var document = Json;
        document[kind]!.AsObject().Remove(name);
        return new DefinitionSet(document);
    }

    /// <summary>The upper layer's differences on the lower one.</summary>
    public static DefinitionSet Merge(DefinitionSet platform, DefinitionSet customisation)
    {
        ArgumentNullException.ThrowIfNull(platform);
        ArgumentNullException.ThrowIfNull(customisation);
        return new DefinitionSet(MergePatch.Apply(platform._document, customisation._document)!.AsObject());
    }

    /// <summary>The customisation layer that, merged onto <paramref name="platform"/>, gives this set.</summary>
    public DefinitionSet Over(DefinitionSet platform)
    {
        ArgumentNullException.ThrowIfNull(platform);
        return new DefinitionSet(MergePatch.Diff(platform._document, _document));
    }

    /// <summary>The JSON text; equal sets built in the same order give equal text.</summary>
    public override string ToString() => _document.ToJsonString();

    private static int Rank(string kind) => DefinitionKinds.Supported.IndexOf(kind) is >= 0 and var rank ? rank : int.MaxValue;
}
