using System.Text.Json.Nodes;
using Crm.Platform.Metadata.Definitions;
using Crm.Platform.Metadata.Publishing;

namespace Crm.Platform.Metadata.Relations;

/// <summary>The link entity of a relation, written as somebody would write it.</summary>
/// <param name="Entity">The entity that declares the relation.</param>
/// <param name="Declared">The relation as declared.</param>
internal sealed record GeneratedLink(string Entity, string Relation, LinkShape Shape, JsonObject Declared, JsonObject Definition)
{
    private const string Properties = "properties.";

    public StoredDefinition Stored => new(DefinitionKinds.Entity, Shape.Name, Definition);

    /// <summary>Where in the declaring entity stands what is wrong at a path of the link.</summary>
    public string PathOf(string path)
    {
        var relation = $"x-crm.relations.{Relation}";
        if (path is "name" or "plural")
            return $"{relation}.link";
        if (!path.StartsWith(Properties, StringComparison.Ordinal))
            return relation;
        var field = path[Properties.Length..].Split('.')[0];
        return field == Shape.Near || field == Shape.Far ? $"{relation}.manyToMany" : $"{relation}.fields.{path[Properties.Length..]}";
    }
}
