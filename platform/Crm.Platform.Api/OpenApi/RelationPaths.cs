using System.Text.Json.Nodes;
using Crm.Platform.Abstractions;
using Crm.Platform.Api.Http;
using Crm.Platform.Records.Rights;
using static Crm.Platform.Api.OpenApi.OpenApiParts;

namespace Crm.Platform.Api.OpenApi;

/// <summary>The addresses of what records of an entity have of its relations.</summary>
internal sealed class RelationPaths(EntityDefinition entity, EntityRights rights)
{
    private readonly EntityOperations _operations = new(entity);
    private readonly string _set = $"{Addresses.Data}/{entity.Set}";
    private readonly string _one = entity.Title.ToLowerInvariant();

    public void AddTo(JsonObject paths, RelationDefinition relation)
    {
        var (path, isWritten) = ($"{_set}/{{id}}/{relation.Name}", rights.Update && relation.Kind != RelationKind.Owned);
        Add(paths, path, ["id"], ("get", rights.Read ? Related(relation) : null));
        if (!relation.IsSingle)
            Add(paths, $"{path}/$count", ["id"], ("get", rights.Read ? _operations.Operation($"count_{relation.Name}_of", $"Count {relation.Title.ToLowerInvariant()} of a {_one}", ["filter", "search"], Answer("200", "The number alone.", new JsonObject { ["type"] = "integer" }, "text/plain")) : null));
        Add(paths, $"{path}/$ref", ["id"],
            ("get", rights.Read ? _operations.Operation($"references_{relation.Name}_of", $"Which records are {relation.Title.ToLowerInvariant()} of a {_one}", [], Answer("200", "References.", Listed(Reference("schemas", "RecordReference")))) : null),
            ("post", isWritten ? _operations.Writing($"add_{relation.Name}_to", $"Add to {relation.Title.ToLowerInvariant()} of a {_one}", [], Reference("schemas", "RecordReference"), Done()) : null),
            ("put", isWritten ? _operations.Writing($"set_{relation.Name}_of", $"Set {relation.Title.ToLowerInvariant()} of a {_one}", [], relation.IsSingle ? Reference("schemas", "RecordReference") : Listed(Reference("schemas", "RecordReference")), Done()) : null),
            ("delete", isWritten ? _operations.Writing($"remove_{relation.Name}_from", $"Remove from {relation.Title.ToLowerInvariant()} of a {_one}", ["reference"], null, Done()) : null));
    }

    private JsonObject Related(RelationDefinition relation)
    {
        var (verb, summary, schema) = ($"get_{relation.Name}_of", $"{relation.Title} of a {_one}", Reference("schemas", relation.Target));
        return relation.IsSingle
            ? _operations.Operation(verb, summary, ["select", "expand"], Answer("200", "The record; 204 where there is none.", schema))
            : _operations.Operation(verb, summary, ["filter", "search", "orderby", "select", "expand", "top", "skip", "count", "skiptoken", "pageSize"], Answer("200", "One page.", PageOf(schema)));
    }
}
