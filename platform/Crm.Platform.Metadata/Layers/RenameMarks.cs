using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Crm.Platform.Metadata.Definitions;
using Crm.Platform.Metadata.Relations;

namespace Crm.Platform.Metadata.Layers;

/// <summary>The marks <c>"x-crm": {"renamedFrom": "old"}</c> on entities and fields: they tell a rename from a removal and an addition, for the one publish that carries it out.</summary>
internal static class RenameMarks
{
    public const string Property = "renamedFrom";

    /// <summary>Every mark, whether or not there is anything to rename, and what is renamed along.</summary>
    public static ImmutableArray<RenameMark> Of(DefinitionSet before, DefinitionSet after)
    {
        var marks = Of(after);
        return [.. marks, .. LinkRenames.Between(before, after, marks)];
    }

    /// <summary>Every mark, whether or not there is anything to rename.</summary>
    public static ImmutableArray<RenameMark> Of(DefinitionSet definitions) => [.. definitions.Shared.Where(d => d.Kind == DefinitionKinds.Entity).SelectMany(d => Of(d.Name, d.Json))];

    /// <summary>The definitions as they are once the renames are done.</summary>
    public static DefinitionSet Without(DefinitionSet definitions) => definitions.Select(Without);

    /// <summary>Moves what the customisation says of a shipped name to the name it is shipped under now, so that an upgrade that renames keeps the admin's changes.</summary>
    public static DefinitionSet Follow(DefinitionSet customisation, DefinitionSet shipped)
    {
        foreach (var mark in Of(shipped))
            customisation = mark.Field is null ? FollowEntity(customisation, shipped, mark) : FollowField(customisation, shipped, mark);
        return customisation;
    }

    /// <summary>The renames that publishing one set after the other carries out; a mark that names nothing is none.</summary>
    public static ImmutableArray<RenameMark> Between(DefinitionSet before, DefinitionSet after)
    {
        var marks = Of(after);
        var entities = marks.Where(m => m.Field is null && Entity(before, m.From) is not null && Entity(before, m.Entity) is null && Entity(after, m.From) is null).ToList();
        bool IsRenamed(RenameMark mark) =>
            Fields(before, Entity(before, mark.Entity) is null ? entities.Find(e => e.Entity == mark.Entity)?.From ?? mark.Entity : mark.Entity) is { } fields
            && fields[mark.From] is not null && fields[mark.Field!] is null && Fields(after, mark.Entity)?[mark.From] is null;
        return [.. entities, .. marks.Where(m => m.Field is not null && IsRenamed(m)), .. LinkRenames.Between(before, after, entities)];
    }

    private static JsonObject? Entity(DefinitionSet definitions, string name) => definitions.TryGet(new(DefinitionKinds.Entity, name), out var entity) ? entity : null;

    private static JsonObject? Fields(DefinitionSet definitions, string entity) => Entity(definitions, entity)?["properties"] as JsonObject;

    private static IEnumerable<RenameMark> Of(string entity, JsonObject json)
    {
        if (From(json) is { } from)
            yield return new RenameMark(entity, null, from);
        foreach (var (field, property) in json["properties"] as JsonObject ?? [])
            if (From(property) is { } old)
                yield return new RenameMark(entity, field, old);
    }

    private static string? From(JsonNode? json) =>
        json is JsonObject owner && owner["x-crm"] is JsonObject crm && crm[Property] is JsonValue value && value.TryGetValue<string>(out var name) ? name : null;

    private static JsonObject Without(JsonObject definition)
    {
        if (Owners(definition).All(o => From(o) is null) && LinkDefinitions.Relations(definition).All(r => r.Value is not JsonObject relation || !relation.ContainsKey(Property)))
            return definition;
        var copy = definition.DeepClone().AsObject();
        foreach (var owner in Owners(copy).Where(o => From(o) is not null))
            Unmark(owner!.AsObject());
        foreach (var relation in LinkDefinitions.Relations(copy).Select(r => r.Value).OfType<JsonObject>())
            relation.Remove(Property);
        return copy;
    }

    /// <summary>The entity, its fields and those on its links.</summary>
    private static IEnumerable<JsonNode?> Owners(JsonObject definition) =>
        (definition["properties"] as JsonObject ?? []).Select(f => f.Value)
            .Concat(LinkDefinitions.Relations(definition).SelectMany(r => r.Value is JsonObject relation && relation["fields"] is JsonObject fields ? fields.Select(f => f.Value) : []))
            .Append(definition);

    private static void Unmark(JsonObject owner)
    {
        var crm = owner["x-crm"]!.AsObject();
        crm.Remove(Property);
        if (crm.Count == 0)
            owner.Remove("x-crm");
    }

    private static DefinitionSet FollowEntity(DefinitionSet customisation, DefinitionSet shipped, RenameMark mark)
    {
        DefinitionKey old = new(DefinitionKinds.Entity, mark.From), now = new(DefinitionKinds.Entity, mark.Entity);
        if (shipped.TryGet(old, out _) || !customisation.TryGet(old, out var changes) || changes is null)
            return customisation;
        customisation.TryGet(now, out var present);
        return customisation.Without(old.Kind, old.Name).With(new(now.Kind, now.Name, Compose(changes, present)));
    }

    private static DefinitionSet FollowField(DefinitionSet customisation, DefinitionSet shipped, RenameMark mark)
    {
        DefinitionKey key = new(DefinitionKinds.Entity, mark.Entity);
        if (!shipped.TryGet(key, out var below) || below?["properties"]?[mark.From] is not null
            || !customisation.TryGet(key, out var patch) || patch?["properties"] is not JsonObject fields || fields[mark.From] is not JsonObject changes)
            return customisation;
        var moved = patch.DeepClone().AsObject();
        var properties = moved["properties"]!.AsObject();
        properties.Remove(mark.From);
        properties[mark.Field!] = Compose(changes, fields[mark.Field!] as JsonObject);
        return customisation.With(new(key.Kind, key.Name, moved));
    }

    /// <summary>Two patches as one, the later on top. Nulls stay, so this is no merge of RFC 7396 itself.</summary>
    public static JsonObject Compose(JsonObject first, JsonObject? then)
    {
        var both = first.DeepClone().AsObject();
        foreach (var (name, value) in then ?? [])
            both[name] = both[name] is JsonObject inner && value is JsonObject next ? Compose(inner, next) : value?.DeepClone();
        return both;
    }
}

/// <summary>One mark.</summary>
/// <param name="Entity">The entity's present name.</param>
/// <param name="Field">The field's present name; <see langword="null"/> when the entity itself was renamed.</param>
/// <param name="From">The name before.</param>
internal sealed record RenameMark(string Entity, string? Field, string From);
