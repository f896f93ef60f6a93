using Crm.Platform.Metadata.Definitions;

namespace Crm.Platform.Metadata.Snapshots;

/// <summary>Views over fields that exist. A lost column or sort key is left out; a view without columns falls away, and so does one whose filter cannot be answered: without it, it would show the wrong records.</summary>
internal static class ViewChecks
{
    public static List<ViewDefinition> Run(IEnumerable<ViewDefinition> views, LayoutChecks checks) =>
        [.. views.Select(view => Reduce(view, checks)).OfType<ViewDefinition>()];

    private static ViewDefinition? Reduce(ViewDefinition view, LayoutChecks checks)
    {
        if (checks.Entity(DefinitionKinds.View, view.Name, "entity", view.Entity) is not { } entity)
            return null;
        var columns = view.Columns.Where((c, i) => checks.Field(DefinitionKinds.View, view.Name, $"columns[{i}].field", entity, c.Field)).ToList();
        var sort = view.Sort.Where((s, i) => checks.Field(DefinitionKinds.View, view.Name, $"sort[{i}].field", entity, s.Field)).ToList();
        var isFiltered = checks.Condition(DefinitionKinds.View, view.Name, "filter", entity, view.Filter);
        return columns.Count == 0 || !isFiltered ? null : view with { Columns = [.. columns], Sort = [.. sort] };
    }
}
