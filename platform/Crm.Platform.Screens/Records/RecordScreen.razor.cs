using System.Collections.Immutable;
using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Definitions;
using Crm.Platform.Records.Reading;
using Crm.Platform.Records.Rights;
using Crm.Platform.Records.Writing;
using Crm.Platform.Screens.Parts;
using Crm.Platform.Screens.Records.Relations;
using Crm.Platform.Screens.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;

namespace Crm.Platform.Screens.Records;

/// <summary>One record: read first, edited in place.</summary>
public sealed partial class RecordScreen
{
    private readonly CancellationTokenSource _disposal = new();
    private EntityDefinition? _entity;
    private FormDefinition _form = null!;
    private ImmutableArray<RelatedRecords> _related = [];
    private RecordRow? _row;
    private RecordDraft? _draft;
    private StaleRecord? _stale;
    private Failure? _failure;
    private Caller _caller = Caller.Nobody;
    private LeaveDialog? _leave;
    private string? _shown;
    private int _tab;
    private ThisRecordRights _rights = new(false, false, false);
    private bool _ready;
    private bool _editing;
    private bool _saving;
    private bool _leaving;

    [Parameter] public string Set { get; set; } = "";
    [Parameter] public Guid Id { get; set; }
    [Inject] private SeenDefinitions Seen { get; set; } = null!;
    [Inject] private IFieldKindRegistry Kinds { get; set; } = null!;
    [Inject] private IRecordWriter Writer { get; set; } = null!;
    [Inject] private ICurrentCaller Current { get; set; } = null!;
    [Inject] private NavigationManager Navigation { get; set; } = null!;
    [Inject] private Toasts Toasts { get; set; } = null!;
    [Inject] internal RecordLoader Loader { get; set; } = null!;
    [Inject] internal RecordRemoval Removal { get; set; } = null!;

    private bool MayCreate => _entity is not null && Seen.On(_entity).Create;

    public void Dispose()
    {
        _disposal.Cancel();
        _disposal.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        if (_shown == $"{Set}/{Id}")
            return;
        _shown = $"{Set}/{Id}";
        (_row, _draft, _failure, _tab) = (null, null, null, 0);
        await Seen.CallerAsync(_disposal.Token);
        _ready = true;
        var snapshot = Seen.Current;
        _entity = snapshot.EntityOfSet(Set);
        if (_entity is null)
            return;
        _form = snapshot.FormOf(_entity);
        _related = RelatedRecords.Of(_form, snapshot);
        // The first, static answer shows the frame; the record comes once the page is live, so it is read once.
        if (!RendererInfo.IsInteractive)
            return;
        await LoadAsync();
        _editing = _rights.Update && Navigation.Uri.Contains("edit=1", StringComparison.Ordinal);
    }

    private async Task LoadAsync()
    {
        _caller = await Seen.CallerAsync(_disposal.Token);
        _rights = await Seen.OnRecordAsync(_entity!, Id, _disposal.Token);
        var loaded = await Loader.LoadAsync(_entity!, Id, _disposal.Token);
        _failure = loaded.Failure;
        _stale = null;
        if (loaded.IsSuccess)
            Take(loaded.Value);
    }

    private void Take(RecordRow row)
    {
        _row = row;
        _draft = RecordDraft.Of(row, Kinds).With(RelationDrafts.Make(_form, _entity!, Seen.Current, row, Kinds));
        _draft.Changed += () => _ = InvokeAsync(StateHasChanged);
        _editing = false;
    }

    private void ToggleEdit() => _editing = !_editing;

    private Task SaveAsync() => SaveAsync(_row!.Record.Version);

    private Task OverwriteAsync() => SaveAsync(null);

    private async Task SaveAsync(long? expectedVersion)
    {
        if (_saving || _draft is null)
            return;
        if (!_draft.IsChanged)
        {
            _editing = false;
            return;
        }
        _saving = true;
        var saved = await Writer.UpdateAsync(_entity!.Name, Id, _draft.ToInput(), expectedVersion, await Current.GetAsync(_disposal.Token), _disposal.Token);
        _saving = false;
        if (saved.Failure is Stale)
            await ShowStaleAsync();
        else if (saved.Failure is { } failure)
            _draft.Report(failure);
        else
            await ShowSavedAsync();
    }

    private async Task ShowSavedAsync()
    {
        await LoadAsync();
        Toasts.Show("Saved.");
    }

    private async Task ShowStaleAsync()
    {
        var theirs = await Loader.LoadAsync(_entity!, Id, _disposal.Token);
        if (theirs.IsSuccess)
            _stale = StaleRecord.Between(_row!, theirs.Value, Kinds);
        else
            _failure = theirs.Failure;
    }

    private Task DiscardAsync()
    {
        Take(_row!);
        return Task.CompletedTask;
    }

    /// <summary>A stage is one click: it is saved at once, unless other edits wait to be saved with it.</summary>
    private async Task MoveAsync(string value)
    {
        var alone = !_draft!.IsChanged;
        _draft.Field(_form.Stages!)!.Set(value);
        if (alone)
            await SaveAsync();
    }

    private async Task DeleteAsync()
    {
        var (entity, id) = (_entity!, Id);
        _leaving = true;
        var gone = await Removal.DeleteAsync(entity, [id], () => { Navigation.NavigateTo($"/app/{entity.Set}/{id}"); return Task.CompletedTask; }, _disposal.Token);
        if (gone > 0)
            Navigation.NavigateTo($"/app/{entity.Set}");
        _leaving = false;
    }

    private async Task GuardAsync(LocationChangingContext context)
    {
        if (_leaving || _draft is not { IsChanged: true } || new Uri(Navigation.ToAbsoluteUri(context.TargetLocation).AbsoluteUri).AbsolutePath == $"/app/{Set}/{Id}")
            return;
        if (_leave is not null && !await _leave.AskAsync(() => _draft is not { IsChanged: true }))
            context.PreventNavigation();
    }
}
