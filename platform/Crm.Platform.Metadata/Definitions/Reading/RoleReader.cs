using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Crm.Platform.Metadata.Definitions.Reading;

/// <summary>Reads a role.</summary>
internal static class RoleReader
{
    private static readonly ImmutableArray<string> OfOneEntity = ["where", "fields"];
    private static readonly ImmutableArray<string> Scopes = ["none", "own", "team", "all"];
    private static readonly ImmutableArray<string> FieldRights = ["hidden", "read", "write"];

    public static RoleDefinition Read(JsonObject json, ProblemLog log)
    {
        var name = json.Text("name") ?? "";
        NameRules.Check("name", name, log);
        return new RoleDefinition(name, ReadEntities(json.Object("entities"), log.At("entities")))
        {
            Title = json.Text("title") ?? NameRules.Humanize(name),
            Description = json.Text("description"),
            Rights = [.. json["rights"].Texts().Where(r => IsRight(r.Text, log.At("rights", r.Index))).Select(r => r.Text)],
        };
    }

    private static bool IsRight(string right, ProblemLog log)
    {
        if (RoleRights.All.Contains(right))
            return true;
        log.Add("", "right", $"There is no right '{right}'.", Suggestion.For(right, RoleRights.All) ?? $"Rights are {string.Join(", ", RoleRights.All)}.");
        return false;
    }

    private static ImmutableSortedDictionary<string, EntityRule> ReadEntities(JsonObject? json, ProblemLog log) =>
        (json ?? []).Where(p => p.Value is JsonObject).ToImmutableSortedDictionary(p => p.Key, p => ReadRule(p.Key, p.Value!.AsObject(), log.At(p.Key)), StringComparer.Ordinal);

    private static EntityRule ReadRule(string entity, JsonObject json, ProblemLog log)
    {
        if (entity == RoleDefinition.AnyEntity)
            foreach (var part in OfOneEntity.Where(json.ContainsKey))
                log.Add(part, "misplaced", $"'{part}' needs the fields of one entity.", "Name the entity.");
        return new EntityRule
        {
            Create = ReadScope(json, "create", log) ?? AccessScope.None,
            Read = ReadScope(json, "read", log) ?? AccessScope.None,
            Update = ReadScope(json, "update", log) ?? AccessScope.None,
            Delete = ReadScope(json, "delete", log) ?? AccessScope.None,
            Export = ReadScope(json, "export", log),
            Import = ReadScope(json, "import", log),
            Where = json.Text("where"),
            Fields = ReadFields(json.Object("fields"), log.At("fields")),
        };
    }

    private static AccessScope? ReadScope(JsonObject json, string action, ProblemLog log)
    {
        if (json.Flag(action) is { } flag)
            return flag ? AccessScope.All : AccessScope.None;
        if (json.Text(action) is not { } text)
            return null;
        if (Scopes.IndexOf(text) is >= 0 and var scope)
            return (AccessScope)scope;
        log.Add(action, "scope", $"There is no scope '{text}'.", Suggestion.For(text, Scopes) ?? $"Scopes are {string.Join(", ", Scopes)}, true and false.");
        return null;
    }

    private static ImmutableSortedDictionary<string, FieldRight> ReadFields(JsonObject? json, ProblemLog log)
    {
        var fields = ImmutableSortedDictionary.CreateBuilder<string, FieldRight>(StringComparer.Ordinal);
        foreach (var (field, node) in json ?? [])
            if (FieldRights.IndexOf(node.AsText() ?? "") is >= 0 and var right)
                fields[field] = (FieldRight)right;
            else
                log.Add(field, "field_right", "A field is hidden, read or write.");
        return fields.ToImmutable();
    }
}
