using System.Text.Json.Nodes;
using Crm.Platform.Metadata.Layers;
using Crm.Platform.Metadata.Relations;

namespace Crm.Platform.Metadata.Publishing.Tombstones;

/// <summary>What brings back a link, or a field on one: nobody defined it, so it is the relation that comes back.</summary>
internal static class LinkTombstones
{
    /// <summary>Whether the draft has a link of that name.</summary>
    public static bool IsThere(DefinitionSet draft, string link) => Find(draft, link) is not null;

    /// <summary>The entity to patch and the patch; <see langword="null"/> where the tombstone is of no link.</summary>
    /// <param name="then">The definitions that had it.</param>
    public static (string Entity, JsonObject Patch)? Patch(Tombstone tombstone, DefinitionSet then, DefinitionSet draft)
    {
        if (Find(then, tombstone.DefinedIn) is not { } was)
            return null;
        if (tombstone.FieldAs is null)
            return (was.Entity, Of(was.Relation, was.Declared.DeepClone()));
        return Find(draft, tombstone.Entity) is { } now && was.Declared["fields"]?[tombstone.FieldAs.Name] is { } field
            ? (now.Entity, Of(now.Relation, new JsonObject { ["fields"] = new JsonObject { [tombstone.Field!] = field.DeepClone() } }))
            : null;
    }

    private static GeneratedLink? Find(DefinitionSet definitions, string link) => LinkDefinitions.Of([.. definitions.Shared]).Find(l => l.Shape.Name == link);

    private static JsonObject Of(string relation, JsonNode what) => new() { ["x-crm"] = new JsonObject { ["relations"] = new JsonObject { [relation] = what } } };
}
