using System.Text.Json.Nodes;
using Crm.Platform.Metadata.Definitions.Reading;

namespace Crm.Platform.Metadata.Layers;

/// <summary>A definition's JSON that nobody changes any more, with its text, which is made once: sets share it, and of hundreds of definitions few differ between two sets.</summary>
internal sealed class FrozenJson(JsonObject json)
{
    private string? _text;
    private bool? _hasNulls;

    /// <summary>Never to be changed.</summary>
    public JsonObject Json => json;

    /// <summary>As text; <see langword="null"/> when it holds what cannot be written.</summary>
    public string? Text => _text ??= DefinitionText.Of(json);

    /// <summary>Whether a property somewhere is null, which in a merge patch means removal.</summary>
    public bool HasNulls => _hasNulls ??= In(json);

    private static bool In(JsonObject json) => json.Any(p => p.Value is null || (p.Value is JsonObject inner && In(inner)));
}
