using System.Collections.Immutable;
using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Definitions;
using Crm.Platform.Metadata.Snapshots;

namespace Crm.Platform.Metadata.Uses;

/// <inheritdoc/>
internal sealed class WhereUsed(IEnumerable<IUseSource> sources, IMetadata metadata) : IWhereUsed
{
    public Result<ImmutableArray<DefinitionUse>> Find(UseTarget target, Caller caller)
    {
        if (!caller.May(CallerRights.Customize))
            return new Forbidden("access.customize", "You may not look at or change definitions.");
        var snapshot = metadata.Current;
        return Exists(snapshot, target) ? All(snapshot).Where(u => u.Target == target).ToImmutableArray() : new NotFound("metadata.definition_unknown", "There is no such definition or field.");
    }

    /// <summary>Every use of everything.</summary>
    public IEnumerable<DefinitionUse> All(MetadataSnapshot snapshot) => sources.SelectMany(s => s.Uses(snapshot));

    private static bool Exists(MetadataSnapshot snapshot, UseTarget target) => target.Kind switch
    {
        DefinitionKinds.Entity => snapshot.Entity(target.Name) is { } entity && (target.Field is null || entity.Field(target.Field) is not null),
        DefinitionKinds.Form => snapshot.Forms.Any(f => f.Name == target.Name),
        DefinitionKinds.View => snapshot.Views.Any(v => v.Name == target.Name),
        DefinitionKinds.Rule => snapshot.Rules.Any(r => r.Name == target.Name),
        DefinitionKinds.Role => snapshot.Roles.Any(r => r.Name == target.Name),
        DefinitionKinds.App => snapshot.Apps.Any(a => a.Name == target.Name),
        _ => false,
    };
}
