using System.Text.Json;

namespace Crm.Platform.Api.Wire;

/// <summary>Ids that may be missing.</summary>
internal static class JsonIds
{
    public static void WriteId(this Utf8JsonWriter json, string name, Guid? id)
    {
        if (id is { } known)
            json.WriteString(name, known);
        else
            json.WriteNull(name);
    }
}
