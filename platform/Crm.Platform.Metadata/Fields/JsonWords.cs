using System.Text.Json;

namespace Crm.Platform.Metadata.Fields;

/// <summary>JSON types in the words of a message.</summary>
internal static class JsonWords
{
    public static string Of(JsonElement json) => Of(json.ValueKind);

    public static string Of(JsonValueKind kind) => kind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "text",
        JsonValueKind.Number => "a number",
        JsonValueKind.True or JsonValueKind.False => "true or false",
        _ => "nothing",
    };
}
