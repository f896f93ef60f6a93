using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Crm.Platform.Abstractions;

namespace Crm.Platform.Metadata.Definitions.Reading;

/// <summary>Reads what a lookup points at and what becomes of it when that is deleted.</summary>
internal static class LookupReader
{
    public static FieldDefinition Read(FieldDefinition field, JsonObject? crm, ProblemLog log)
    {
        field = field with { OnDelete = WhenDeleted(field, crm, log) };
        if (crm is not null && (crm["lookup"] is JsonArray || crm.Text("lookup") == FieldDefinition.AnyEntity))
            return OfSeveral(field, crm, log);
        if (string.IsNullOrEmpty(crm.Text("lookup")))
            log.Add("x-crm.lookup", "required", "A lookup must say of which entity.", "Add \"x-crm\": { \"lookup\": \"account\" }.");
        return field with { Lookup = crm.Text("lookup") };
    }

    /// <summary>The field beside a lookup of several entities that says which: a choice of their names, or any name.</summary>
    public static FieldDefinition TypeOf(FieldDefinition lookup, IFieldKindRegistry kinds)
    {
        var isAny = lookup.Targets[0] == FieldDefinition.AnyEntity;
        var kind = isAny ? FieldKinds.Text : FieldKinds.Choice;
        return new FieldDefinition(lookup.TypeField!, kind)
        {
            Title = $"{lookup.Title} type",
            ReadOnly = lookup.ReadOnly,
            MaxLength = isAny ? NameRules.MaxLength : null,
            Choices = isAny ? [] : [.. lookup.Targets.Select(name => new Choice(name, NameRules.Humanize(name)))],
            Traits = kinds.Find(kind)!.Traits,
            IsSearched = false,
            TypeOf = lookup.Name,
        };
    }

    private static FieldDefinition OfSeveral(FieldDefinition field, JsonObject crm, ProblemLog log)
    {
        var type = $"{field.NavigationName}_type";
        if (type.Length > NameRules.MaxLength)
            log.Add("", "name", $"The name is too long for a lookup of several entities: '{type}' beside it has more than {NameRules.MaxLength} characters.");
        if (crm.Has("options"))
            log.Add("x-crm.options", "misplaced", "A lookup of several entities has no condition over its targets.", "Use a rule.");
        return field with { Targets = Targets(crm["lookup"]!, log), TypeField = type };
    }

    private static ImmutableArray<string> Targets(JsonNode lookup, ProblemLog log)
    {
        if (lookup is not JsonArray list)
            return [FieldDefinition.AnyEntity];
        var names = new List<string>();
        foreach (var (index, item) in list.Index())
        {
            var path = $"x-crm.lookup[{index}]";
            if (item.AsText() is not { Length: > 0 } name)
                log.Add(path, "type", "A target is the name of an entity in quotes.");
            else if (name == FieldDefinition.AnyEntity)
                log.Add(path, "value", "Every entity is meant by \"*\" alone, without a list.", "Write \"lookup\": \"*\".");
            else if (names.Contains(name))
                log.Add(path, "duplicate", $"'{name}' is named twice.");
            else
                names.Add(name);
        }

        if (names.Count == 0)
            log.Add("x-crm.lookup", "required", "A lookup must say of which entities.", "Add \"x-crm\": { \"lookup\": [\"account\", \"deal\"] }.");
        return names.Count == 0 ? [FieldDefinition.AnyEntity] : [.. names];
    }

    private static OnDelete WhenDeleted(FieldDefinition field, JsonObject? crm, ProblemLog log)
    {
        var onDelete = crm.Text("onDelete") switch
        {
            "restrict" => OnDelete.Restrict,
            "cascade" => OnDelete.Cascade,
            // What must have a value cannot be cleared.
            null when field.Required => OnDelete.Restrict,
            _ => OnDelete.Clear,
        };
        if (field.Required && onDelete == OnDelete.Clear)
            log.Add("x-crm.onDelete", "value", "A required lookup cannot be cleared.", "Use \"restrict\" or \"cascade\".");
        return onDelete;
    }
}
