using System.Text.Json.Nodes;
using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Definitions.Reading;
using Crm.Platform.Metadata.Publishing;
using Crm.Platform.Metadata.Snapshots;
using Crm.Platform.Metadata.Tests.Fields;

namespace Crm.Platform.Metadata.Tests.Definitions;

/// <summary>Reads definitions written as JSON with single quotes.</summary>
internal static class Reading
{
    public static DefinitionReader Reader { get; } = new(Kinds.Registry);

    public static ModelReader Models { get; } = new(Reader, Kinds.Registry);

    public static JsonObject Json(string text) => JsonNode.Parse(text.Replace('\'', '"'))!.AsObject();

    public static Result<EntityDefinition> Entity(string text) => Reader.ReadEntity(Json(text));

    /// <summary>The field <c>x</c> of an otherwise fine entity.</summary>
    public static FieldDefinition Field(string text) => Entity($"{{'name':'visit','properties':{{'x':{text}}}}}").Value.Field("x")!;

    public static Problem FieldProblem(string text) => Problems(Entity($"{{'name':'visit','properties':{{'x':{text}}}}}"))[0];

    public static IReadOnlyList<Problem> Problems<T>(Result<T> result) => Assert.IsType<Invalid>(result.Failure).Problems;

    public static StoredDefinition Stored(string kind, string text)
    {
        var json = Json(text);
        return new StoredDefinition(kind, json["name"]!.GetValue<string>(), json);
    }

    public static ModelReading Model(params (string Kind, string Text)[] definitions) => Models.Read(1, [.. definitions.Select(d => Stored(d.Kind, d.Text))]);
}
