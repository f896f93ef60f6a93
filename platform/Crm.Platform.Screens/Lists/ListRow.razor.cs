using Crm.Platform.Abstractions;
using Crm.Platform.Records.Reading;
using Microsoft.AspNetCore.Components;

namespace Crm.Platform.Screens.Lists;

/// <summary>One record of a list; drawn again only when it changed.</summary>
public sealed partial class ListRow
{
    private (ListLayout, RecordRow, bool, bool) _drawn;

    [Parameter, EditorRequired] public ListLayout Layout { get; set; } = null!;
    [Parameter, EditorRequired] public RecordRow Row { get; set; } = null!;
    [Parameter] public bool Selectable { get; set; }
    [Parameter] public bool IsSelected { get; set; }
    [Parameter] public EventCallback<bool> Select { get; set; }
    [Parameter] public EventCallback<Guid> Delete { get; set; }
    [Parameter] public bool MayEdit { get; set; }

    protected override bool ShouldRender()
    {
        var now = (Layout, Row, Selectable, IsSelected);
        var changed = !ReferenceEquals(now.Layout, _drawn.Item1) || !ReferenceEquals(now.Row, _drawn.Item2) || (now.Selectable, now.IsSelected) != (_drawn.Item3, _drawn.Item4);
        _drawn = now;
        return changed;
    }

    protected override void OnInitialized() => _drawn = (Layout, Row, Selectable, IsSelected);

    private static Dictionary<string, object> Cell(ListColumn column, object value, Record? target) =>
        new() { ["Field"] = column.Field, ["Value"] = value, ["Target"] = target! };
}
