using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Definitions;
using Crm.Platform.Metadata.Snapshots;

namespace Crm.Platform.Metadata.Uses;

/// <summary>What roles use: entities, the fields they hide or open, and those their criteria ask.</summary>
internal sealed class RoleUses(IFieldKindRegistry kinds) : IUseSource
{
    public IEnumerable<DefinitionUse> Uses(MetadataSnapshot snapshot) => snapshot.Roles.SelectMany(role => Of(role, snapshot));

    private IEnumerable<DefinitionUse> Of(RoleDefinition role, MetadataSnapshot snapshot)
    {
        var finder = new UseFinder(DefinitionKinds.Role, role.Name, snapshot, kinds);
        foreach (var (name, rule) in role.Entities.Where(e => e.Key != RoleDefinition.AnyEntity))
        {
            var (path, entity) = ($"entities.{name}", snapshot.Entity(name));
            finder.Entity(path, name, $"The role {role.Title} has a rule for it.").Criterion($"{path}.where", entity, rule.Where, $"The role {role.Title} asks it which records count.");
            foreach (var field in rule.Fields.Keys)
                finder.Field($"{path}.fields.{field}", entity, field, $"The role {role.Title} has a right of its own for it.");
        }

        return finder.Uses;
    }
}
