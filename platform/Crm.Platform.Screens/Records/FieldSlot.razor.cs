using Crm.Platform.Screens.Fields;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;

namespace Crm.Platform.Screens.Records;

/// <summary>One field of a form: its value, or its editor once somebody gets there.</summary>
public sealed partial class FieldSlot
{
    private bool _open;
    private bool _focus;

    [Parameter, EditorRequired] public FieldDraft Draft { get; set; } = null!;
    [Parameter, EditorRequired] public FieldState State { get; set; }
    [Parameter] public bool EditAll { get; set; }
    [Parameter] public bool MayWrite { get; set; }
    [Parameter] public bool Wide { get; set; }
    [Inject] private IJSRuntime Js { get; set; } = null!;

    private bool MayEdit => MayWrite && !State.ReadOnly;

    private bool Editing => MayEdit && (EditAll || _open || Draft.IsChanged || Draft.Problem is not null);

    private string Id => $"field-{Draft.Field.Name}";

    private Dictionary<string, object> EditorParameters => new()
    {
        ["Draft"] = Draft,
        ["Id"] = Id,
        ["Required"] = State.Required,
        ["Offered"] = State.Options!,
        ["DescribedBy"] = $"{(Draft.Field.Description is null ? null : Id + "-help ")}{(Draft.Problem is null ? null : Id + "-problem")}".Trim(),
    };

    private Dictionary<string, object> DisplayParameters => new() { ["Field"] = Draft.Field, ["Value"] = Draft.Value!, ["Target"] = Draft.Target! };

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!_focus)
            return;
        _focus = false;
        await Js.InvokeVoidAsync("crm.focusField", Id);
    }

    private void Open()
    {
        if (_open)
            return;
        _open = true;
        _focus = true;
    }

    // Nothing was changed: back to reading.
    private void Leave() => _open = false;

    private void OnKey(KeyboardEventArgs e)
    {
        if (e.Key != "Escape" || EditAll)
            return;
        _open = false;
        Draft.Set(Draft.Original, Equals(Draft.Original, Draft.Value) ? Draft.Target : null);
    }
}
