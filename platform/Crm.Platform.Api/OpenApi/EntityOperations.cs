using System.Text.Json.Nodes;
using Crm.Platform.Abstractions;
using static Crm.Platform.Api.OpenApi.OpenApiParts;

namespace Crm.Platform.Api.OpenApi;

/// <summary>Describes what can be done with the records of an entity, one operation each.</summary>
internal sealed class EntityOperations(EntityDefinition entity)
{
    /// <param name="verb">Begins the id of the operation.</param>
    public JsonObject Operation(string verb, string summary, string[] parameters, JsonObject responses)
    {
        responses["default"] = Reference("responses", "Problem");
        return new JsonObject { ["operationId"] = $"{verb}_{entity.Name}", ["tags"] = new JsonArray(entity.PluralTitle), ["summary"] = summary, ["parameters"] = Parameters(parameters), ["responses"] = responses };
    }

    /// <summary>One that needs the right to write.</summary>
    public JsonObject Writing(string verb, string summary, string[] parameters, JsonObject? body, JsonObject responses)
    {
        var operation = Operation(verb, summary, parameters, responses);
        operation["security"] = new JsonArray(new JsonObject { ["oauth2"] = new JsonArray("crm.write") }, new JsonObject { ["token"] = new JsonArray() });
        if (body is not null)
            operation["requestBody"] = new JsonObject { ["required"] = true, ["content"] = Content(body, "application/json") };
        return operation;
    }
}
