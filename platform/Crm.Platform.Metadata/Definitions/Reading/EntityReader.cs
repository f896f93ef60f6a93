using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Relations;

namespace Crm.Platform.Metadata.Definitions.Reading;

/// <summary>Reads an entity from its schema.</summary>
internal sealed class EntityReader(IFieldKindRegistry kinds)
{
    private const int MaxFields = 500;
    private readonly FieldReader _fields = new(kinds);

    public EntityDefinition Read(JsonObject json, ProblemLog log)
    {
        var crm = json.Object("x-crm");
        var name = json.Text("name") ?? "";
        NameRules.CheckTable("name", name, log);
        var title = json.Text("title") ?? NameRules.Humanize(name);
        var fields = ReadFields(json, log);
        var entity = new EntityDefinition(name, fields)
        {
            Set = ReadSet(json, name, log),
            Title = title,
            PluralTitle = json.Text("pluralTitle") ?? EnglishPlural.Of(title),
            Description = json.Text("description"),
            Icon = crm.Text("icon") ?? "table",
            Audit = crm.Flag("audit") != false,
            IsSearched = crm.Flag("search") != false,
            System = crm.Flag("system") == true,
        };
        CheckWhole(entity, crm, log);
        entity = entity with { DisplayField = DisplayRule.Read(entity, crm, log) };
        return entity with
        {
            Keys = FieldGroups.Keys(entity, crm, log),
            Indexes = FieldGroups.Indexes(entity, crm, log),
            Relations = RelationReader.Read(entity, crm, log),
        };
    }

    private static string ReadSet(JsonObject json, string name, ProblemLog log)
    {
        if (json.Text("plural") is not { } plural)
            return EnglishPlural.Of(name);
        NameRules.Check("plural", plural, log);
        return plural;
    }

    private ImmutableArray<FieldDefinition> ReadFields(JsonObject json, ProblemLog log)
    {
        var properties = json.Object("properties") ?? [];
        var required = json["required"].Texts().ToList();
        foreach (var (index, name) in required.Where(r => !properties.ContainsKey(r.Text)))
            log.Add($"required[{index}]", "reference", $"'{name}' is required but not among the properties.", Suggestion.For(name, properties.Select(p => p.Key)));
        if (properties.Count > MaxFields)
            log.Add("properties", "limit", $"An entity has at most {MaxFields} fields.");
        var names = required.Select(r => r.Text).ToHashSet(StringComparer.Ordinal);
        return [.. properties.Select(p => ReadField(p.Key, p.Value, names.Contains(p.Key), log.At("properties"))).OfType<FieldDefinition>().SelectMany(f => WithType(f, properties, log.At("properties")))];
    }

    private FieldDefinition? ReadField(string name, JsonNode? json, bool required, ProblemLog log) =>
        NameRules.CheckField(name, name, log) && json is JsonObject schema ? _fields.Read(name, schema, required, log.At(name)) : null;

    /// <summary>A lookup of several entities with the field that says which, right after it.</summary>
    private IEnumerable<FieldDefinition> WithType(FieldDefinition field, JsonObject properties, ProblemLog log)
    {
        if (field.TypeField is null)
            return [field];
        if (!properties.ContainsKey(field.TypeField) && !SystemFields.IsReserved(field.TypeField))
            return [field, LookupReader.TypeOf(field, kinds)];
        log.Add(field.Name, "duplicate", $"'{field.Name}' points at several entities, so '{field.TypeField}' beside it says which; that name is taken.", "Give one of them another name.");
        return [];
    }

    private static void CheckWhole(EntityDefinition entity, JsonObject? crm, ProblemLog log)
    {
        if (entity.System && entity.Name is not (SystemFields.UserEntity or SystemFields.TeamEntity))
            log.Add("x-crm.system", "misplaced", "Only the platform's own entities are system entities.");
        foreach (var field in entity.Fields.Where(f => !f.Parts.IsEmpty))
            CheckParts(field, entity, log.At($"properties.{field.Name}"));
        foreach (var field in entity.Fields.Where(f => f.IsLookup))
            if (entity.Fields.Concat(SystemFields.All).FirstOrDefault(f => f.Name != field.Name && f.NavigationName == field.NavigationName) is { } other)
                log.Add($"properties.{field.Name}", "duplicate", $"'{field.Name}' is reached as '{field.NavigationName}', which '{other.Name}' takes already.", "Give one of them another name.");
        foreach (var field in entity.Fields.Where(f => !f.IsLookup && SystemFields.All.Any(s => s.Lookup is not null && s.NavigationName == f.Name)))
            log.Add($"properties.{field.Name}", "reserved_name", $"'{field.Name}' is how expressions reach the system field '{field.Name}_id'.");
    }

    /// <summary>A part's column is named after both, within what every database takes.</summary>
    private static void CheckParts(FieldDefinition field, EntityDefinition entity, ProblemLog log)
    {
        foreach (var part in field.Parts)
        {
            if (part.Column.Length > NameRules.MaxLength)
                log.Add("", "name", $"The name is too long for a {field.Kind} field: with its parts it has more than {NameRules.MaxLength} characters.");
            if (entity.Fields.Any(f => f.Name == part.Column) || SystemFields.IsReserved(part.Column))
                log.Add("", "duplicate", $"'{part.Name}' is stored as '{part.Column}', which is a field of its own.", "Give one of them another name.");
        }
    }
}
