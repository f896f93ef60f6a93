using System.Collections.Immutable;
using Crm.Platform.Abstractions;
using Crm.Platform.Expressions.Checking;
using Crm.Platform.Expressions.Syntax;
using Crm.Platform.Metadata.Definitions;
using Crm.Platform.Metadata.Snapshots;

namespace Crm.Platform.Records.Rights;

/// <summary>What the roles of a set say about entities.</summary>
internal sealed class RoleRules(MetadataSnapshot snapshot, RoleSet? roles, IFieldKindRegistry kinds)
{
    // A name that no role has, or has no more, counts for nothing.
    private readonly ImmutableArray<RoleDefinition> _roles = roles is null ? [RoleDefinition.Admin] : [.. roles.Names.Select(snapshot.Role).OfType<RoleDefinition>()];

    /// <summary>The rules that open the entity at all, with the role each is of.</summary>
    public IEnumerable<(RoleDefinition? Role, EntityRule Rule)> Opening(EntityDefinition entity) =>
        Of(entity).Where(r => r.Rule.Read > AccessScope.None || r.Rule.Create > AccessScope.None);

    public ImmutableArray<Grant> Grants(EntityDefinition entity, AccessAction action) =>
        [.. Of(entity).Select(r => Granted(entity, r.Role, r.Rule, action)).OfType<Grant>()];

    /// <summary>Whether the rights to a link follow from those to what it ties together: no role held names it. "Every other entity" does not mean it, or it would tell of records that a role closes.</summary>
    public bool FollowsEnds(EntityDefinition entity) => entity.Link is not null && Naming(entity).Count == 0;

    private List<(RoleDefinition? Role, EntityRule Rule)> Naming(EntityDefinition link) =>
        [.. _roles.Where(r => r.Name == RoleDefinition.AdminName || r.Entities.ContainsKey(link.Name)).Select(r => ((RoleDefinition?)r, r.RuleFor(link.Name)!))];

    private List<(RoleDefinition? Role, EntityRule Rule)> OfLink(EntityDefinition entity, LinkDefinition link)
    {
        var named = Naming(entity);
        if (named.Count > 0)
            return named;
        var isOpen = new[] { link.Near, link.Far }.All(lookup => snapshot.Entity(entity.Field(lookup)!.Lookup!) is { Link: null } end && Of(end).Any(r => r.Rule.Read > AccessScope.None));
        return isOpen ? [(null, EntityRule.Everything)] : [];
    }

    private List<(RoleDefinition? Role, EntityRule Rule)> Of(EntityDefinition entity)
    {
        if (entity.Link is { } link)
            return OfLink(entity, link);
        var rules = _roles.Select(role => (Role: role, Rule: role.RuleFor(entity.Name))).Where(r => r.Rule is not null).Select(r => ((RoleDefinition?)r.Role, r.Rule!)).ToList();
        return rules.Count == 0 && entity.System ? [(null, Directory(entity))] : rules;
    }

    /// <summary>Whoever may come in at all learns who is who, for otherwise no owner has a name; how to reach people is for roles that say so.</summary>
    private static EntityRule Directory(EntityDefinition entity) => new()
    {
        Read = AccessScope.All,
        Fields = entity.Fields.Where(f => f.Name != entity.DisplayField).ToImmutableSortedDictionary(f => f.Name, _ => FieldRight.Hidden, StringComparer.Ordinal),
    };

    private Grant? Granted(EntityDefinition entity, RoleDefinition? role, EntityRule rule, AccessAction action)
    {
        // Roles never open what only the platform writes.
        if (entity.System && roles is not null && action is not (AccessAction.Read or AccessAction.Export))
            return null;
        var scope = action switch
        {
            AccessAction.Create => rule.Create,
            AccessAction.Read => rule.Read,
            AccessAction.Update => rule.Update,
            AccessAction.Delete => rule.Delete,
            AccessAction.Export => rule.Export ?? OfRight(role, RoleRights.Export),
            _ => rule.Import ?? OfRight(role, RoleRights.Import),
        };
        if (scope == AccessScope.None || rule.Where is null)
            return scope == AccessScope.None ? null : new Grant(role?.Name, scope, null, null);
        var criterion = Criterion(entity, rule.Where);
        return criterion.IsSuccess ? new Grant(role?.Name, scope, criterion.Value, rule.Where) : null;
    }

    private static AccessScope OfRight(RoleDefinition? role, string right) => role?.Rights.Contains(right) == true ? AccessScope.All : AccessScope.None;

    private Result<TypedExpression> Criterion(EntityDefinition entity, string text)
    {
        var node = ExpressionParser.Parse(text);
        return node.IsSuccess ? ExpressionChecker.CheckCriterion(node.Value, entity, snapshot, kinds, RunTimeFunctions.All) : node.Failure;
    }
}
