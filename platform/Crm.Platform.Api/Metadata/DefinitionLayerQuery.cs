using System.Text.Json.Nodes;
using Crm.Platform.Access.Problems;
using Crm.Platform.Metadata.Layers;

namespace Crm.Platform.Api.Metadata;

/// <summary><c>GET /{kind}s/{name}?layers=true</c>: the effective definition, which layer set each path of it, and what lies below.</summary>
internal static class DefinitionLayerQuery
{
    public static async Task GetAsync(MetadataRequest request)
    {
        if (await KindOfAddress.ReadAsync(request) is not { } kind || await VersionOfAddress.ReadAsync(request) is not (true, var version))
            return;
        var found = await request.Publisher.LayersAsync(kind, request.Route("name"), version, request.Caller, request.Aborted);
        if (found.IsSuccess)
            await request.AnswerAsync(Wire(found.Value));
        else
            await ProblemResponse.WriteAsync(request.Http, found.Failure);
    }

    private static JsonObject Wire(LayeredDefinition definition) => new()
    {
        ["definition"] = definition.Definition,
        ["layers"] = new JsonArray([.. definition.Layers.Select(l => (JsonNode)l)]),
        ["origins"] = new JsonObject(definition.Origins.Select(o => KeyValuePair.Create(o.Key, (JsonNode?)o.Value))),
        ["below"] = new JsonObject(definition.Below.Select(b => KeyValuePair.Create(b.Key, b.Value?.DeepClone()))),
    };
}
