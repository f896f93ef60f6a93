using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Definitions;
using Crm.Platform.Metadata.Snapshots;

namespace Crm.Platform.Metadata.Uses;

/// <summary>What menus use: entities and views.</summary>
internal sealed class AppUses(IFieldKindRegistry kinds) : IUseSource
{
    public IEnumerable<DefinitionUse> Uses(MetadataSnapshot snapshot) =>
        from app in snapshot.Apps
        from item in app.Items.Index()
        from use in new UseFinder(DefinitionKinds.App, app.Name, snapshot, kinds)
            .Entity($"items[{item.Index}].entity", item.Item.Entity, $"The menu {app.Title} leads to it.")
            .View($"items[{item.Index}].view", item.Item.View, $"The menu {app.Title} opens with it.").Uses
        select use;
}
