using System.Text.Json.Nodes;
using Crm.Platform.Abstractions;

namespace Crm.Platform.Metadata.Definitions.Reading;

/// <summary>Reads single definitions: JSON rules, then the schema of the kind, then what the schema cannot say. What other definitions must hold is the model reader's question.</summary>
public sealed class DefinitionReader(IFieldKindRegistry kinds)
{
    private readonly EntityReader _entities = new(kinds);

    /// <summary>The entity, or an <see cref="Invalid"/> with every problem at its JSON path.</summary>
    public Result<EntityDefinition> ReadEntity(JsonObject json) => Read(DefinitionKinds.Entity, json, _entities.Read);

    /// <inheritdoc cref="ReadEntity"/>
    public static Result<RuleDefinition> ReadRule(JsonObject json) => Read(DefinitionKinds.Rule, json, RuleReader.Read);

    /// <inheritdoc cref="ReadEntity"/>
    public static Result<FormDefinition> ReadForm(JsonObject json) => Read(DefinitionKinds.Form, json, FormReader.Read);

    /// <inheritdoc cref="ReadEntity"/>
    public static Result<ViewDefinition> ReadView(JsonObject json) => Read(DefinitionKinds.View, json, ViewReader.Read);

    /// <inheritdoc cref="ReadEntity"/>
    public static Result<AppDefinition> ReadApp(JsonObject json) => Read(DefinitionKinds.App, json, AppReader.Read);

    /// <inheritdoc cref="ReadEntity"/>
    public static Result<RoleDefinition> ReadRole(JsonObject json) => Read(DefinitionKinds.Role, json, RoleReader.Read);

    /// <summary>Whether a definition of any kind can be read on its own; the problems when not.</summary>
    public Result<JsonObject> Check(string kind, JsonObject json)
    {
        Failure? failure = kind switch
        {
            DefinitionKinds.Entity => ReadEntity(json).Failure,
            DefinitionKinds.Rule => ReadRule(json).Failure,
            DefinitionKinds.Form => ReadForm(json).Failure,
            DefinitionKinds.View => ReadView(json).Failure,
            DefinitionKinds.App => ReadApp(json).Failure,
            DefinitionKinds.Role => ReadRole(json).Failure,
            _ => Invalid.Of(DefinitionKinds.Fault(kind)!),
        };
        return failure is null ? json : failure;
    }

    private static Result<T> Read<T>(string kind, JsonObject json, Func<JsonObject, ProblemLog, T> map)
    {
        var parsed = DefinitionText.Parse(json);
        if (!parsed.IsSuccess)
            return parsed.Failure;
        var log = new ProblemLog();
        SchemaCheck.Run(kind, parsed.Value.ToJsonString(), log);
        var definition = map(parsed.Value, log);
        return log.IsEmpty ? definition : new Invalid("definition.invalid", $"The {kind} has {Count(log.Problems.Length)}.", log.Problems);
    }

    private static string Count(int problems) => problems == 1 ? "a problem" : $"{problems} problems";
}
