using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Definitions;
using Crm.Platform.Records.Writing;
using Crm.Platform.Screens.Parts;
using Crm.Platform.Screens.Records.Relations;
using Crm.Platform.Screens.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.JSInterop;

namespace Crm.Platform.Screens.Records;

/// <summary>A record before its first save.</summary>
public sealed partial class NewRecordScreen
{
    private readonly CancellationTokenSource _disposal = new();
    private EntityDefinition? _entity;
    private FormDefinition _form = null!;
    private RecordDraft? _draft;
    private Caller _caller = Caller.Nobody;
    private LeaveDialog? _leave;
    private string? _shown;
    private bool _mayWrite;
    private bool _ready;
    private bool _touched;
    private bool _saving;
    private bool _focus;

    [Parameter] public string Set { get; set; } = "";
    [Inject] private SeenDefinitions Seen { get; set; } = null!;
    [Inject] private IFieldKindRegistry Kinds { get; set; } = null!;
    [Inject] private IRecordWriter Writer { get; set; } = null!;
    [Inject] private ICurrentCaller Current { get; set; } = null!;
    [Inject] private NavigationManager Navigation { get; set; } = null!;
    [Inject] private Toasts Toasts { get; set; } = null!;
    [Inject] private IJSRuntime Js { get; set; } = null!;
    [Inject] internal NewRecordDraft Drafts { get; set; } = null!;

    public void Dispose()
    {
        _disposal.Cancel();
        _disposal.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        if (_shown == Set)
            return;
        _shown = Set;
        (_draft, _touched) = (null, false);
        _caller = await Seen.CallerAsync(_disposal.Token);
        _ready = true;
        var snapshot = Seen.Current;
        _entity = snapshot.EntityOfSet(Set);
        if (_entity is null || !RendererInfo.IsInteractive)
            return;
        _form = snapshot.FormOf(_entity);
        _caller = await Current.GetAsync(_disposal.Token);
        _mayWrite = Seen.On(_entity).Create;
        _draft = (await Drafts.FromAsync(_entity, Navigation.Uri, _caller, _disposal.Token)).With(RelationDrafts.Make(_form, _entity, snapshot, null, Kinds).Where(r => r.Relation.Kind is RelationKind.Owned or RelationKind.Many));
        _draft.Changed += OnChanged;
        _focus = _mayWrite;
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!_focus)
            return;
        _focus = false;
        await Js.InvokeVoidAsync("crm.focusFirst", "[data-form]");
    }

    private void OnChanged()
    {
        _touched = true;
        _ = InvokeAsync(StateHasChanged);
    }

    private async Task SaveAsync()
    {
        if (_saving)
            return;
        _saving = true;
        var saved = await Writer.CreateAsync(_entity!.Name, _draft!.ToInput(), await Current.GetAsync(_disposal.Token), _disposal.Token);
        _saving = false;
        if (saved.Failure is { } failure)
        {
            _draft.Report(failure);
            return;
        }
        _touched = false;
        Toasts.Show($"{_entity.Title} created.");
        Navigation.NavigateTo($"/app/{_entity.Set}/{saved.Value.Id}", replace: true);
    }

    private void Leave()
    {
        _touched = false;
        Navigation.NavigateTo($"/app/{_entity!.Set}");
    }

    private async Task GuardAsync(LocationChangingContext context)
    {
        if (_touched && _leave is not null && !await _leave.AskAsync(() => !_touched))
            context.PreventNavigation();
    }
}
