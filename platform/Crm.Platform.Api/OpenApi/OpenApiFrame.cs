using System.Text.Json.Nodes;

namespace Crm.Platform.Api.OpenApi;

/// <summary>The parts of the description that are the same for every snapshot and caller; they lie beside this file as JSON.</summary>
internal static class OpenApiFrame
{
    private static readonly byte[] Frame = Read("frame.json");
    private static readonly byte[] Work = Read("work.json");

    /// <summary>The document without addresses and without schemas of entities.</summary>
    public static JsonObject Document() => JsonNode.Parse(Frame)!.AsObject();

    /// <summary>Addresses of uploads and imports.</summary>
    public static JsonObject WorkPaths() => JsonNode.Parse(Work)!.AsObject();

    private static byte[] Read(string name)
    {
        using var resource = typeof(OpenApiFrame).Assembly.GetManifestResourceStream($"{typeof(OpenApiFrame).Namespace}.{name}")!;
        using var buffer = new MemoryStream();
        resource.CopyTo(buffer);
        return buffer.ToArray();
    }
}
