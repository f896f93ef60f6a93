using Crm.Platform.Abstractions;
using Crm.Platform.Screens.Parts;
using Crm.Platform.Screens.Records;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Crm.Platform.Screens.Fields.Creating;

/// <summary>A small form over the page for a record a lookup needs; the page behind it keeps what was typed there.</summary>
public sealed partial class CreateDialog : IDisposable
{
    private readonly CancellationTokenSource _disposal = new();
    private RecordDraft? _draft;
    private Caller _caller = Caller.Nobody;
    private bool _opening;
    private bool _saving;

    /// <summary>Id of the dialog; begins the ids of its fields.</summary>
    [Parameter, EditorRequired] public string Id { get; set; } = "";
    [Parameter] public EventCallback<Record> Created { get; set; }

    /// <summary>Raised when it is gone, whatever came of it.</summary>
    [Parameter] public EventCallback Closed { get; set; }
    [Inject] internal TargetCreation Creation { get; set; } = null!;
    [Inject] private ICurrentCaller Current { get; set; } = null!;
    [Inject] private Toasts Toasts { get; set; } = null!;
    [Inject] private IJSRuntime Js { get; set; } = null!;

    public void Dispose()
    {
        _disposal.Cancel();
        _disposal.Dispose();
    }

    /// <summary>Asks for a record of <paramref name="target"/> that is called <paramref name="words"/>.</summary>
    internal async Task OpenAsync(EntityDefinition target, string words)
    {
        _caller = await Current.GetAsync(_disposal.Token);
        _draft = Creation.Begin(target, words);
        _draft.Changed += () => _ = InvokeAsync(StateHasChanged);
        _opening = true;
        StateHasChanged();
    }

    // Only now there is a field in it to take the focus.
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!_opening)
            return;
        _opening = false;
        await Js.InvokeVoidAsync("crm.openDialog", Id);
    }

    private async Task SaveAsync()
    {
        if (_saving || _draft is not { } draft)
            return;
        _saving = true;
        var record = await Creation.SaveAsync(draft, _disposal.Token);
        _saving = false;
        if (record is null)
            return;
        Toasts.Show($"{draft.Entity.Title} created.");
        await Created.InvokeAsync(record);
        await DismissAsync();
    }

    private Task DismissAsync() => Js.InvokeVoidAsync("crm.closeDialog", Id).AsTask();

    // By Escape, too: the browser says so.
    private Task CloseAsync()
    {
        _draft = null;
        return Closed.InvokeAsync();
    }
}
