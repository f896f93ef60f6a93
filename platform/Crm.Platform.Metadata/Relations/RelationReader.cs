using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Definitions.Reading;

namespace Crm.Platform.Metadata.Relations;

/// <summary>Reads the relations an entity declares, as far as they can be understood without the other entities.</summary>
internal static class RelationReader
{
    private const int MostRelations = 50;

    /// <summary>Words that follow a record's address already.</summary>
    private static readonly string[] Addresses = ["restore", "access", "shares", "history", "trash", "merge", "bulk"];

    private static readonly ImmutableArray<(string Word, RelationKind Kind)> Kinds =
        [("manyToMany", RelationKind.Many), ("owned", RelationKind.Owned), ("children", RelationKind.Children), ("one", RelationKind.One)];

    /// <summary>The word of a kind in JSON, where its target stands.</summary>
    public static string WordOf(RelationKind kind) => Kinds.First(k => k.Kind == kind).Word;

    public static ImmutableArray<RelationDefinition> Read(EntityDefinition entity, JsonObject? crm, ProblemLog log)
    {
        var json = crm.Object("relations") ?? [];
        if (json.Count > MostRelations)
            log.Add("x-crm.relations", "limit", $"An entity has at most {MostRelations} relations.");
        return [.. json.Select(r => Read(entity, r.Key, r.Value as JsonObject, log.At($"x-crm.relations.{r.Key}"))).OfType<RelationDefinition>()];
    }

    private static RelationDefinition? Read(EntityDefinition entity, string name, JsonObject? json, ProblemLog log)
    {
        var kinds = Kinds.Where(k => json.Has(k.Word)).ToList();
        if (!NameRules.CheckField("", name, log) || json is null)
            return null;
        if (Taken(entity, name) is { } taken)
            log.Add("", "duplicate", taken, "Give the relation another name.");
        if (kinds.Count != 1)
        {
            log.Add("", kinds.Count == 0 ? "required" : "misplaced", "A relation says one of manyToMany, owned, children and one.", "Add \"manyToMany\": \"tag\".");
            return null;
        }
        var (word, kind) = kinds[0];
        Misplaced(json, kind, word, log);
        if (LinkShape.Of(entity.Name, name, json) is { } link)
            foreach (var field in new[] { link.Near, link.Far }.Where(json.Object("fields").Has))
                log.Add($"fields.{field}", "duplicate", $"The link has a lookup '{field}' already.", "Give the field another name.");
        return new RelationDefinition(name, kind, json.Text(word) ?? "")
        {
            Title = json.Text("title") ?? NameRules.Humanize(name),
            Via = json.Text("via") ?? "",
            Link = kind == RelationKind.Many ? json.Text("link") ?? LinkShape.DefaultName(entity.Name, name) : null,
            Onward = json.Text("to"),
            Inverse = json.Text("inverse"),
            Sort = json.Text("sort"),
        };
    }

    /// <summary>Why an entity cannot have a relation of that name, or <see langword="null"/>.</summary>
    public static string? Taken(EntityDefinition entity, string name) =>
        entity.Field(name) is not null ? $"'{entity.Name}' has a field '{name}' already."
        : entity.Navigation(name) is { } lookup ? $"'{lookup.Name}' of '{entity.Name}' is reached as '{name}' already."
        : Addresses.Contains(name) ? $"'{name}' already means something in addresses of records."
        : null;

    private static void Misplaced(JsonObject json, RelationKind kind, string word, ProblemLog log)
    {
        var isMany = kind == RelationKind.Many;
        foreach (var name in isMany ? ["sort"] : new[] { "link", "to", "inverse", "fields", "required" })
            if (json.Has(name))
                log.Add(name, "misplaced", isMany ? "Only records that point here by a lookup of their own have an order." : $"'{name}' is for manyToMany, not for {word}.");
        if (!isMany && !json.Has("via"))
            log.Add("via", "required", "The relation must say by which lookup the records point here.", "Add \"via\": \"order_id\".");
    }
}
