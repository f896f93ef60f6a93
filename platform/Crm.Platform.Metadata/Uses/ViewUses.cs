using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Definitions;
using Crm.Platform.Metadata.Snapshots;

namespace Crm.Platform.Metadata.Uses;

/// <summary>What views use: their entity, and fields in columns, filter and sort.</summary>
internal sealed class ViewUses(IFieldKindRegistry kinds) : IUseSource
{
    public IEnumerable<DefinitionUse> Uses(MetadataSnapshot snapshot) => snapshot.Views.SelectMany(view => Of(view, snapshot));

    private IEnumerable<DefinitionUse> Of(ViewDefinition view, MetadataSnapshot snapshot)
    {
        var finder = new UseFinder(DefinitionKinds.View, view.Name, snapshot, kinds);
        var entity = snapshot.Entity(view.Entity);
        finder.Entity("entity", view.Entity, $"The view {view.Title} lists its records.");
        foreach (var (index, column) in view.Columns.Index())
            finder.Field($"columns[{index}].field", entity, column.Field, $"The view {view.Title} has it as a column.");
        finder.Condition("filter", entity, view.Filter, $"The view {view.Title} filters by it.");
        foreach (var (index, sort) in view.Sort.Index())
            finder.Field($"sort[{index}].field", entity, sort.Field, $"The view {view.Title} sorts by it.");
        return finder.Uses;
    }
}
