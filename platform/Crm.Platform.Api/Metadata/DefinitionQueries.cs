using System.Text.Json.Nodes;
using Crm.Platform.Abstractions;
using Crm.Platform.Access.Problems;
using Crm.Platform.Metadata.Publishing;
using Microsoft.AspNetCore.Http;

namespace Crm.Platform.Api.Metadata;

/// <summary>Reads effective definitions.</summary>
internal static class DefinitionQueries
{
    public static async Task ListAsync(MetadataRequest request)
    {
        if (await FindAsync(request) is not { } definitions)
            return;
        var list = new JsonArray();
        foreach (var definition in definitions.OrderBy(d => d.Name, StringComparer.Ordinal))
            list.Add((JsonNode)Summary(definition));
        await request.AnswerAsync(new JsonObject { ["value"] = list });
    }

    public static async Task GetAsync(MetadataRequest request)
    {
        if (request.Http.Request.Query["layers"] == "true")
        {
            await DefinitionLayerQuery.GetAsync(request);
            return;
        }

        if (await FindAsync(request) is not { } definitions)
            return;
        var name = request.Route("name");
        var found = definitions.FirstOrDefault(d => d.Name == name);
        if (found is not null)
            await request.AnswerAsync(found.Json);
        else
            await ProblemResponse.WriteAsync(request.Http, new NotFound("metadata.definition_unknown", string.Join(' ', ["There is no such definition.", DidYouMean.Hint(name, definitions.Select(d => d.Name)) ?? ""]).TrimEnd()));
    }

    /// <summary><see langword="null"/> when the request is refused and answered.</summary>
    private static async Task<IReadOnlyList<StoredDefinition>?> FindAsync(MetadataRequest request)
    {
        if (await KindOfAddress.ReadAsync(request) is not { } kind)
            return null;
        if (request.Http.Request.Query["layers"] is { Count: > 0 } layers && layers != "false")
        {
            await ProblemResponse.WriteAsync(request.Http, StatusCodes.Status400BadRequest, Invalid.Of(new Problem("layers", "metadata.layers", "'layers=true' shows one definition: /api/metadata/entities/contact?layers=true.")));
            return null;
        }

        if (await VersionOfAddress.ReadAsync(request) is not (true, var version))
            return null;
        var found = await request.Publisher.DefinitionsAsync(kind, version, request.Caller, request.Aborted);
        if (found.IsSuccess)
            return found.Value;
        await ProblemResponse.WriteAsync(request.Http, found.Failure);
        return null;
    }

    /// <summary>The definition's plain values; what is nested comes with the definition itself.</summary>
    private static JsonObject Summary(StoredDefinition definition)
    {
        var summary = new JsonObject { ["name"] = definition.Name };
        foreach (var (member, value) in definition.Json)
            if (value is JsonValue && member is not ("name" or "$schema"))
                summary[member] = value.DeepClone();
        return summary;
    }
}
