using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Snapshots;
using Crm.Platform.Records.Reading;
using Crm.Platform.Records.Rights;
using Crm.Platform.Screens.Records;
using Crm.Platform.Screens.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;

namespace Crm.Platform.Screens.Lists;

/// <summary>The generated list of an entity. What it shows is read from the address, and every control leads to another address.</summary>
public sealed partial class ListScreen
{
    private readonly HashSet<Guid> _selected = [];
    private CancellationTokenSource _reading = new();
    private EntityDefinition? _entity;
    private ListLayout _layout = null!;
    private ListState _state = new();
    private RecordPage? _page;
    private long? _total;
    private Failure? _failure;
    private bool _loading = true;
    private bool _ready;
    private EntityRights _rights = EntityRights.Nothing;

    [Parameter] public string Set { get; set; } = "";
    [Inject] private IMetadata Metadata { get; set; } = null!;
    [Inject] private SeenDefinitions Seen { get; set; } = null!;
    [Inject] private IRecordReader Reader { get; set; } = null!;
    [Inject] private NavigationManager Navigation { get; set; } = null!;
    [Inject] internal RecordRemoval Removal { get; set; } = null!;

    public void Dispose()
    {
        Navigation.LocationChanged -= OnMoved;
        Metadata.Changed -= OnPublished;
        _reading.Cancel();
        _reading.Dispose();
    }

    protected override void OnInitialized()
    {
        Navigation.LocationChanged += OnMoved;
        Metadata.Changed += OnPublished;
    }

    protected override Task OnParametersSetAsync() => ShowAsync();

    private void OnMoved(object? sender, LocationChangedEventArgs e)
    {
        // Leaving for another list comes through the parameters.
        if (new Uri(e.Location).AbsolutePath == $"/app/{Set}")
            _ = InvokeAsync(ShowAsync);
    }

    private void OnPublished(MetadataSnapshot snapshot) => _ = InvokeAsync(ShowAsync);

    private async Task ShowAsync()
    {
        await Seen.CallerAsync(CancellationToken.None);
        _ready = true;
        var snapshot = Seen.Current;
        var entity = snapshot.EntityOfSet(Set);
        if (entity?.Name != _entity?.Name)
            Forget();
        _entity = entity;
        if (_entity is null)
            return;
        var state = ListState.Parse(Navigation.Uri);
        if (state with { Page = 1 } != _state with { Page = 1 })
            _total = null;
        _state = state;
        _layout = ListLayout.Of(_entity, _state, snapshot);
        _selected.Clear();
        // The first, static answer shows the frame; the rows come once the page is live, so they are read once.
        if (RendererInfo.IsInteractive)
            await LoadAsync();
    }

    private async Task LoadAsync()
    {
        await _reading.CancelAsync();
        _reading.Dispose();
        _reading = new CancellationTokenSource();
        var token = _reading.Token;
        _loading = true;
        _failure = null;
        StateHasChanged();
        try
        {
            await ReadAsync(token);
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            // A later address, or no page any more.
        }
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        var caller = await Seen.CallerAsync(cancellationToken);
        _rights = Seen.On(_entity!);
        var query = ListQuery.Of(_layout, _state);
        var page = query.IsSuccess ? await Reader.QueryAsync(query.Value, caller, cancellationToken) : query.Failure;
        cancellationToken.ThrowIfCancellationRequested();
        _loading = false;
        _failure = page.Failure;
        _page = page.IsSuccess ? page.Value : null;
        StateHasChanged();
        if (page.IsSuccess && _total is null)
            await CountAsync(query.Value, caller, cancellationToken);
    }

    private async Task CountAsync(RecordQuery query, Caller caller, CancellationToken cancellationToken)
    {
        var total = await Reader.CountAsync(query, caller, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        _total = total.IsSuccess ? total.Value : null;
        StateHasChanged();
    }

    private void Forget()
    {
        _page = null;
        _total = null;
        _failure = null;
        _loading = true;
        _selected.Clear();
    }

    private void Go(ListState state) => Navigation.NavigateTo(state.ToAddress($"/app/{Set}"));

    private void ClearFilters() => Go(_state with { Words = "", Filter = "", Page = 1 });

    private Task DeleteAsync(Guid id) => RemoveAsync([id]);

    private Task DeleteSelectedAsync() => RemoveAsync([.. _selected]);

    private async Task RemoveAsync(IReadOnlyList<Guid> ids)
    {
        _selected.Clear();
        await Removal.DeleteAsync(_entity!, ids, () => InvokeAsync(RefreshAsync), CancellationToken.None);
        await RefreshAsync();
    }

    private Task RefreshAsync()
    {
        _total = null;
        return LoadAsync();
    }
}
