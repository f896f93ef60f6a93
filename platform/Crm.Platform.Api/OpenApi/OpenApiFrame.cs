using System.Text.Json.Nodes;

namespace Crm.Platform.Api.OpenApi;

/// <summary>The parts of the description that are the same for every snapshot and caller; they lie beside this file as JSON.</summary>
internal static class OpenApiFrame
{
    private static readonly byte[] Frame = Read("frame.json");
    private static readonly byte[] Work = Read("work.json");
    private static readonly byte[] Metadata = Read("metadata.json");
    private static readonly byte[] Administration = Read("admin.json");

    /// <summary>The document without addresses and without schemas of entities.</summary>
    public static JsonObject Document() => JsonNode.Parse(Frame)!.AsObject();

    /// <summary>Addresses of uploads and imports.</summary>
    public static JsonObject WorkPaths() => JsonNode.Parse(Work)!.AsObject();

    /// <summary>Addresses of definitions, and the schemas they answer with.</summary>
    public static void AddMetadata(JsonObject document) => Add(document, Metadata);

    /// <summary>Addresses of administration, and the schemas they answer with.</summary>
    public static void AddAdministration(JsonObject document) => Add(document, Administration);

    private static void Add(JsonObject document, byte[] part)
    {
        var read = JsonNode.Parse(part)!;
        foreach (var (path, item) in read["paths"]!.AsObject())
            document["paths"]![path] = item!.DeepClone();
        // An entity may be called like one of them in any casing, but not letter by letter: its name is in small letters.
        foreach (var (name, schema) in read["schemas"]!.AsObject())
            document["components"]!["schemas"]![name] = schema!.DeepClone();
    }

    private static byte[] Read(string name)
    {
        using var resource = typeof(OpenApiFrame).Assembly.GetManifestResourceStream($"{typeof(OpenApiFrame).Namespace}.{name}")!;
        using var buffer = new MemoryStream();
        resource.CopyTo(buffer);
        return buffer.ToArray();
    }
}
