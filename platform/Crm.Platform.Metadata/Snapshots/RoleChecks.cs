using System.Collections.Immutable;
using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Definitions;

namespace Crm.Platform.Metadata.Snapshots;

/// <summary>Roles over entities, fields and criteria that exist. A right to a field that is lost is left out; a rule whose criterion cannot be answered grants nothing: without it, it would grant too much, and so might the rule for entities not named.</summary>
internal static class RoleChecks
{
    public static ImmutableArray<RoleDefinition> Run(IEnumerable<RoleDefinition> roles, LayoutChecks checks, ModelLog log) =>
        [.. roles.Where(role => IsWhole(role, log)).Select(role => role with { Entities = Rules(role, checks, log) })];

    /// <summary>The administrator's role must stay one: otherwise a slip would lock everybody out.</summary>
    private static bool IsWhole(RoleDefinition role, ModelLog log)
    {
        if (role.Name != RoleDefinition.AdminName)
            return true;
        var isWhole = RoleRights.All.All(r => role.Rights.Contains(r)) && role.Entities.Count == 1 && role.RuleFor(RoleDefinition.AnyEntity) is
        { Create: AccessScope.All, Read: AccessScope.All, Update: AccessScope.All, Delete: AccessScope.All, Export: null or AccessScope.All, Import: null or AccessScope.All };
        if (!isWhole)
            log.Add(DefinitionKinds.Role, role.Name, "entities", "admin", "Administrators may do everything; their role cannot be narrowed.", "Make a role of another name.");
        return isWhole;
    }

    private static ImmutableSortedDictionary<string, EntityRule> Rules(RoleDefinition role, LayoutChecks checks, ModelLog log)
    {
        var rules = ImmutableSortedDictionary.CreateBuilder<string, EntityRule>(StringComparer.Ordinal);
        foreach (var (name, rule) in role.Entities)
            if (name == RoleDefinition.AnyEntity)
                rules[name] = rule;
            else if (checks.Entity(DefinitionKinds.Role, role.Name, $"entities.{name}", name) is { } entity)
                rules[name] = checks.Criterion(DefinitionKinds.Role, role.Name, $"entities.{name}.where", entity, rule.Where)
                    ? rule with { Fields = rule.Fields.Where(f => IsField(role, entity, f.Key, f.Value, checks, log)).ToImmutableSortedDictionary(StringComparer.Ordinal) }
                    : new EntityRule();
        return rules.ToImmutable();
    }

    private static bool IsField(RoleDefinition role, EntityDefinition entity, string field, FieldRight right, LayoutChecks checks, ModelLog log)
    {
        var path = $"entities.{entity.Name}.fields.{field}";
        if (!checks.Field(DefinitionKinds.Role, role.Name, path, entity, field))
            return false;
        if (entity.Fields.Any(f => f.Name == field) || (field == SystemFields.OwnerId && right != FieldRight.Hidden))
            return true;
        log.Add(DefinitionKinds.Role, role.Name, path, "misplaced", $"'{field}' cannot be hidden or opened here.", "Name a field of the entity itself; of those every record has only the owner may be read-only.");
        return false;
    }
}
