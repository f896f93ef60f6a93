using System.Collections.Immutable;
using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Definitions;
using Crm.Platform.Metadata.Snapshots;
using Crm.Platform.Records.Reading;

namespace Crm.Platform.Screens.Lists;

/// <summary>The columns and order of a list: the view's, where the state does not say otherwise.</summary>
public sealed record ListLayout(EntityDefinition Entity, ViewDefinition View, ImmutableArray<ListColumn> Columns, ImmutableArray<RecordSort> Sort)
{
    public static ListLayout Of(EntityDefinition entity, ListState state, MetadataSnapshot snapshot)
    {
        var views = snapshot.ViewsOf(entity);
        var view = views.FirstOrDefault(v => v.Name == state.View) ?? views[0];
        return Of(entity, view, state, snapshot);
    }

    public static ListLayout Of(EntityDefinition entity, ViewDefinition view, ListState state, MetadataSnapshot snapshot)
    {
        var wanted = state.Columns.IsEmpty ? view.Columns : [.. state.Columns.Select(c => view.Columns.FirstOrDefault(v => v.Field == c) ?? new ViewColumn(c))];
        var columns = wanted.Select(c => Resolve(c, entity, snapshot)).OfType<ListColumn>().Where(c => c.Path != entity.DisplayField).DistinctBy(c => c.Path);
        return new ListLayout(entity, view, [Name(entity, view), .. columns], Order(entity, view, state));
    }

    /// <summary>Every column that may be chosen, the name left out: it is always there.</summary>
    public static IEnumerable<ListColumn> Choices(EntityDefinition entity, MetadataSnapshot snapshot) =>
        entity.Fields.SelectMany(f => f.Traits.HasFlag(FieldTraits.Opaque) ? [f] : f.Parts.Prepend(f)).Concat(SystemFields.All).Where(f => f.Name is not SystemFields.Version && f.Name != entity.DisplayField)
            .Select(f => ListColumn.Resolve(f.Name, entity, snapshot)).OfType<ListColumn>();

    private static ListColumn? Resolve(ViewColumn column, EntityDefinition entity, MetadataSnapshot snapshot) =>
        ListColumn.Resolve(column.Field, entity, snapshot) is { } resolved ? resolved with { Width = column.Width, Title = column.Title ?? resolved.Title } : null;

    private static ListColumn Name(EntityDefinition entity, ViewDefinition view)
    {
        var field = entity.Field(entity.DisplayField)!;
        var given = view.Columns.FirstOrDefault(c => c.Field == field.Name);
        var title = given?.Title ?? (field.Kind == FieldKinds.Uuid ? entity.Title : field.Title);
        return new ListColumn(field.Name, field, null, title) { IsName = true, Width = given?.Width };
    }

    private static ImmutableArray<RecordSort> Order(EntityDefinition entity, ViewDefinition view, ListState state)
    {
        if (!state.Sort.IsEmpty)
            return state.Sort;
        return view.Sort.IsEmpty ? [new RecordSort(SystemFields.ModifiedAt, true)] : [.. view.Sort.Select(s => new RecordSort(s.Field, s.Descending))];
    }
}
