using System.Collections.Immutable;
using Crm.Platform.Records.Reading;
using Microsoft.AspNetCore.Components;

namespace Crm.Platform.Screens.Lists;

/// <summary>Records as rows, on a phone as cards.</summary>
public sealed partial class ListTable
{
    [Parameter, EditorRequired] public ListLayout Layout { get; set; } = null!;

    /// <summary><see langword="null"/> while nothing was read yet: then rows are outlined.</summary>
    [Parameter, EditorRequired] public ImmutableArray<RecordRow>? Rows { get; set; }

    [Parameter] public bool Busy { get; set; }

    /// <summary>Ids of the selected records, changed in place; <see langword="null"/> where nothing may be selected.</summary>
    [Parameter] public HashSet<Guid>? Selected { get; set; }

    [Parameter] public EventCallback SelectionChanged { get; set; }

    /// <summary>A head was pressed; without it the order is fixed.</summary>
    [Parameter] public EventCallback<ListColumn> Sort { get; set; }

    [Parameter] public EventCallback<Guid> Delete { get; set; }

    /// <summary>Whether rows lead to their editing.</summary>
    [Parameter] public bool MayEdit { get; set; }

    /// <summary>Outlined rows while loading.</summary>
    [Parameter] public int Bones { get; set; } = 14;

    private bool AllSelected => Rows is { IsEmpty: false } rows && Selected is not null && rows.All(r => Selected.Contains(r.Record.Id));

    private string? Direction(ListColumn column) =>
        Layout.Sort.FirstOrDefault() is { } sort && (sort.Field == column.SortKey || sort.Field == column.Path) ? sort.Descending ? "descending" : "ascending" : null;

    private Task SelectAll(ChangeEventArgs e)
    {
        foreach (var row in Rows ?? [])
            Mark(row.Record.Id, e.Value is true);
        return SelectionChanged.InvokeAsync();
    }

    private Task Select(Guid id, bool on)
    {
        Mark(id, on);
        return SelectionChanged.InvokeAsync();
    }

    private void Mark(Guid id, bool on) => _ = on ? Selected!.Add(id) : Selected!.Remove(id);
}
