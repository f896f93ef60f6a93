using System.Text.Json.Nodes;
using Crm.Platform.Access.Problems;
using Crm.Platform.Metadata.Definitions;
using Crm.Platform.Metadata.Uses;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Platform.Api.Metadata;

/// <summary>Where a definition or a field is used: <c>{"value": [{kind, name, path, message}]}</c>.</summary>
internal static class UseQueries
{
    public static async Task OfDefinitionAsync(MetadataRequest request)
    {
        if (await KindOfAddress.ReadAsync(request) is { } kind)
            await AnswerAsync(request, new UseTarget(kind, request.Route("name")));
    }

    public static Task OfFieldAsync(MetadataRequest request) => AnswerAsync(request, new UseTarget(DefinitionKinds.Entity, request.Route("name"), request.Route("field")));

    private static Task AnswerAsync(MetadataRequest request, UseTarget target)
    {
        var found = request.Http.RequestServices.GetRequiredService<IWhereUsed>().Find(target, request.Caller);
        return found.IsSuccess
            ? request.AnswerAsync(new JsonObject { ["value"] = new JsonArray([.. found.Value.Select(Wire)]) })
            : ProblemResponse.WriteAsync(request.Http, found.Failure);
    }

    private static JsonObject Wire(DefinitionUse use) => new() { ["kind"] = use.Kind, ["name"] = use.Name, ["path"] = use.Path, ["message"] = use.Message };
}
