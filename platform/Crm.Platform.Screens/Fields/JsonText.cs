using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Crm.Platform.Screens.Fields;

/// <summary>Stored JSON for reading.</summary>
internal static class JsonText
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>With line breaks and indentation; text that is no JSON as it is.</summary>
    public static string Pretty(string? json)
    {
        try
        {
            return string.IsNullOrEmpty(json) ? "" : JsonNode.Parse(json)?.ToJsonString(Indented) ?? "null";
        }
        catch (JsonException)
        {
            return json!;
        }
    }
}
