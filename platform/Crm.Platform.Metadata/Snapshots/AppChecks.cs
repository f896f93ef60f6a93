using Crm.Platform.Metadata.Definitions;

namespace Crm.Platform.Metadata.Snapshots;

/// <summary>Menus over entities and views that exist; a lost entry is left out.</summary>
internal static class AppChecks
{
    public static List<AppDefinition> Run(IEnumerable<AppDefinition> apps, LayoutChecks checks, IReadOnlyList<ViewDefinition> views) =>
        [.. apps.Select(app => app with { Items = [.. app.Items.Select((item, i) => Reduce(app, item, i, checks, views)).OfType<AppItem>()] })];

    private static AppItem? Reduce(AppDefinition app, AppItem item, int index, LayoutChecks checks, IReadOnlyList<ViewDefinition> views) =>
        checks.Entity(DefinitionKinds.App, app.Name, $"items[{index}].entity", item.Entity) is null
            ? null
            : item with { View = checks.View(DefinitionKinds.App, app.Name, $"items[{index}].view", item.Entity, item.View, views) };
}
