using System.Globalization;
using Crm.Platform.Abstractions;
using Crm.Platform.Screens.Fields;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Crm.Platform.Screens.Records.Relations;

/// <summary>What lives inside a record, or what its links say, as rows one edits in place and saves with the record.</summary>
public sealed partial class RelationTable
{
    private bool _open;
    private string? _focus;

    [Parameter, EditorRequired] public RelationDraft Draft { get; set; } = null!;
    [Parameter] public bool EditAll { get; set; }
    [Parameter] public bool MayWrite { get; set; }
    [Parameter] public Caller Caller { get; set; } = Caller.Nobody;
    [Inject] private IJSRuntime Js { get; set; } = null!;

    private bool Editing => MayWrite && (EditAll || _open || Draft.IsChanged || Draft.HasProblem);

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_focus is not { } id)
            return;
        _focus = null;
        await Js.InvokeVoidAsync("crm.focusField", id);
    }

    private void Add()
    {
        _open = true;
        var item = Draft.Begin();
        _focus = Draft.Columns.FirstOrDefault(c => !c.ReadOnly) is { } first ? Id(item, first) : null;
    }

    private string Id(RelatedDraft item, FieldDefinition column) => $"cell-{Draft.Relation.Name}-{item.Key}-{column.Name}";

    private string Name(int index) => $"{Draft.Target.Title.ToLower(CultureInfo.CurrentCulture)} {index + 1}";

    private Dictionary<string, object> Editor(RelatedDraft item, FieldDraft field) => new()
    {
        ["Draft"] = field,
        ["Id"] = Id(item, field.Field),
        ["Required"] = field.Field.Required,
        ["DescribedBy"] = field.Problem is null ? "" : $"{Id(item, field.Field)}-problem",
    };

    /// <summary>A formula shows what it would be, as far as what it reads is on the screen.</summary>
    private object? Shown(RelatedDraft item, FieldDefinition column, FieldDraft field, Record preview) =>
        column.Formula is not null && item.IsChanged ? Conditions.Formula(column, item.Values!, preview, Caller) : field.Value;

    private static bool IsNumber(FieldDefinition column) => column.Traits.HasFlag(FieldTraits.Figure);
}
