using System.Collections.Immutable;
using Crm.Platform.Metadata.Definitions;
using Crm.Platform.Metadata.Publishing.Matching;
using Crm.Platform.Metadata.Snapshots;

namespace Crm.Platform.Metadata.Publishing;

/// <summary>Roles before, speaking of entities and fields by their names after: a role that says the same of them has not changed.</summary>
internal static class CarriedRoles
{
    public static ImmutableArray<RoleDefinition> Of(MetadataSnapshot before, ImmutableArray<EntityMatch> matches)
    {
        var renamed = matches.Where(m => m is { Before: not null, Restored: null } && (m.IsRenamed || m.Fields.Any(f => f.IsRenamed))).ToDictionary(m => m.Before!.Name, StringComparer.Ordinal);
        return renamed.Count == 0 ? before.Roles : [.. before.Roles.Select(role => role with { Entities = Carried(role.Entities, renamed) })];
    }

    private static ImmutableSortedDictionary<string, EntityRule> Carried(ImmutableSortedDictionary<string, EntityRule> rules, Dictionary<string, EntityMatch> renamed)
    {
        var carried = ImmutableSortedDictionary.CreateBuilder<string, EntityRule>(StringComparer.Ordinal);
        foreach (var (name, rule) in rules)
            if (renamed.TryGetValue(name, out var match))
                carried[match.After.Name] = Carried(rule, match);
            else
                carried[name] = rule;
        return carried.ToImmutable();
    }

    private static EntityRule Carried(EntityRule rule, EntityMatch match)
    {
        var names = match.Fields.Where(f => f.IsRenamed).ToDictionary(f => f.Before!.Name, f => f.After.Name, StringComparer.Ordinal);
        return rule with { Fields = rule.Fields.ToImmutableSortedDictionary(f => names.GetValueOrDefault(f.Key, f.Key), f => f.Value, StringComparer.Ordinal) };
    }
}
