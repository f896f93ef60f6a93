using System.Collections.Frozen;
using NJsonSchema;

namespace Crm.Platform.Metadata.Definitions.Reading;

/// <summary>The JSON Schemas of the kinds, read once from the assembly.</summary>
internal static class DefinitionSchemas
{
    private static readonly FrozenDictionary<string, JsonSchema> Schemas = DefinitionKinds.Supported.ToFrozenDictionary(kind => kind, Load, StringComparer.Ordinal);

    public static JsonSchema Of(string kind) => Schemas[kind];

    /// <summary>The text of a kind's schema, for editors.</summary>
    public static string TextOf(string kind)
    {
        using var stream = typeof(DefinitionSchemas).Assembly.GetManifestResourceStream($"schema/{kind}.schema.json")
            ?? throw new InvalidOperationException($"The schema of '{kind}' is missing from the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    // The only door NJsonSchema has is asynchronous; our schemas reference nothing outside themselves, so nothing is awaited.
    private static JsonSchema Load(string kind) => JsonSchema.FromJsonAsync(TextOf(kind)).GetAwaiter().GetResult();
}
