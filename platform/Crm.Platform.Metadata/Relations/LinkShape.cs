using System.Text.Json.Nodes;
using Crm.Platform.Metadata.Definitions.Reading;

namespace Crm.Platform.Metadata.Relations;

/// <summary>What the link of a many-to-many relation and its two lookups are called.</summary>
/// <param name="Near">Its lookup that points at the declaring entity.</param>
/// <param name="Far">Its lookup that points at the other one.</param>
internal sealed record LinkShape(string Name, string Near, string Far)
{
    public static string DefaultName(string entity, string relation) => $"{entity}_{relation}";

    /// <summary>The shape of a relation's link, or <see langword="null"/> when it is no many-to-many relation.</summary>
    public static LinkShape? Of(string entity, string relation, JsonObject? json)
    {
        if (json.Text("manyToMany") is not { } target)
            return null;
        var (near, far) = target == entity ? ($"from_{entity}_id", $"to_{target}_id") : ($"{entity}_id", $"{target}_id");
        return new LinkShape(json.Text("link") ?? DefaultName(entity, relation), Fit(near, "from_id"), Fit(far, "to_id"));
    }

    private static string Fit(string name, string shorter) => name.Length <= NameRules.MaxLength ? name : shorter;
}
