using System.Text.Json.Nodes;
using Crm.Platform.Abstractions;
using Crm.Platform.Access.Problems;
using Crm.Platform.Api.Http;
using Crm.Platform.Metadata.Snapshots;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Platform.Api.Metadata;

/// <summary><c>GET /entities/{name}/schema</c>: plain JSON Schema 2020-12 of the record on the wire.</summary>
internal static class RecordSchema
{
    public static async Task GetAsync(MetadataRequest request)
    {
        var services = request.Http.RequestServices;
        var entity = services.GetRequiredService<IMetadata>().Current.Entity(request.Route("name"));
        if (!request.Caller.May(CallerRights.Customize))
            await ProblemResponse.WriteAsync(request.Http, new Forbidden("access.customize", "You may not see definitions."));
        else if (entity is null)
            await ProblemResponse.WriteAsync(request.Http, new NotFound("metadata.definition_unknown", "There is no such entity."));
        else
            await request.AnswerAsync(Of(entity, services.GetRequiredService<IFieldKindRegistry>()), WireTypes.Schema);
    }

    public static JsonObject Of(EntityDefinition entity, IFieldKindRegistry kinds)
    {
        var properties = new JsonObject();
        foreach (var field in entity.Fields.AddRange(SystemFields.All))
            properties[field.Name] = Property(field, kinds.Get(field));
        foreach (var relation in entity.Relations)
            properties[relation.Name] = Relation(relation);
        return new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = entity.Title,
            ["type"] = "object",
            ["properties"] = properties,
            ["required"] = new JsonArray([.. entity.Fields.Where(f => f.Required).Select(f => (JsonNode)f.Name)]),
        };
    }

    /// <summary>There where it is expanded, and where it is written along.</summary>
    private static JsonObject Relation(RelationDefinition relation)
    {
        var other = new JsonObject { ["type"] = "object", ["properties"] = new JsonObject { [SystemFields.Id] = new JsonObject { ["type"] = "string", ["format"] = "uuid" } } };
        if (relation.IsSingle)
            other["type"] = new JsonArray("object", "null");
        else
            other = new JsonObject { ["type"] = "array", ["items"] = other };
        other["title"] = relation.Title;
        return other;
    }

    private static JsonObject Property(FieldDefinition field, IFieldKind kind)
    {
        var schema = kind.Schema(field);
        schema.TryAdd("title", field.Title);
        if (field.ReadOnly)
            schema["readOnly"] = true;
        if (!field.Required && !IsMandatory(field))
            AllowNull(schema);
        return schema;
    }

    private static bool IsMandatory(FieldDefinition field) =>
        field.Name is SystemFields.Id or SystemFields.Version or SystemFields.CreatedAt or SystemFields.ModifiedAt;

    /// <summary>An unset field is null on the wire, so its schema must say so in <c>type</c> and in <c>enum</c>.</summary>
    private static void AllowNull(JsonObject schema)
    {
        if (schema["type"] is JsonValue type)
            schema["type"] = new JsonArray(type.DeepClone(), "null");
        if (schema["enum"] is JsonArray values)
            values.Add((JsonNode?)null);
    }
}
