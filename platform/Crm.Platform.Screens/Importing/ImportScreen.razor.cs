using Crm.Platform.Abstractions;
using Crm.Platform.Records.Importing;
using Crm.Platform.Records.Importing.Jobs;
using Crm.Platform.Records.Importing.Preview;
using Crm.Platform.Screens.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;

namespace Crm.Platform.Screens.Importing;

/// <summary>Brings a file in: choose it, look at what goes where, follow it. The upload and the job are in the address, so a reload loses neither.</summary>
public sealed partial class ImportScreen
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(300);

    private readonly CancellationTokenSource _disposal = new();
    private CancellationTokenSource _reading = new();
    private EntityDefinition? _entity;
    private ImportDraft _draft = null!;
    private ImportPreview? _preview;
    private ImportJob? _job;
    private Failure? _failure;
    private bool? _mayWrite;
    private bool _busy;
    private bool _starting;
    private bool _undoing;
    private string? _set;
    private ImportAddress? _at;

    [Parameter] public string Set { get; set; } = "";
    [Inject] private SeenDefinitions Seen { get; set; } = null!;
    [Inject] private IImports Imports { get; set; } = null!;
    [Inject] private ICurrentCaller Current { get; set; } = null!;
    [Inject] private NavigationManager Navigation { get; set; } = null!;

    private int Step => _job is not null ? 3 : _at?.File is not null ? 2 : 1;

    private bool CanStart => !_busy && !_starting && _failure is null && _preview is { Problems.IsEmpty: true, RowCount: > 0 } preview && preview.RefusedRows < preview.RowCount;

    private string StartLabel => _preview is { Complete: true, Problems.IsEmpty: true } preview ? $"Import {ImportWords.Rows(preview.RowCount - preview.RefusedRows)}" : "Import";

    public void Dispose()
    {
        Navigation.LocationChanged -= OnMoved;
        _disposal.Cancel();
        _disposal.Dispose();
        _reading.Dispose();
    }

    protected override void OnInitialized() => Navigation.LocationChanged += OnMoved;

    protected override Task OnParametersSetAsync() => ShowAsync();

    private void OnMoved(object? sender, LocationChangedEventArgs e)
    {
        if (new Uri(e.Location).AbsolutePath == $"/app/{Set}/import")
            _ = InvokeAsync(ShowAsync);
    }

    private async Task ShowAsync()
    {
        var at = ImportAddress.Parse(Navigation.Uri);
        if (_at == at && _set == Set)
            return;
        (_at, _set) = (at, Set);
        await Seen.CallerAsync(_disposal.Token);
        _entity = Seen.Current.EntityOfSet(Set);
        if (_entity is null || !RendererInfo.IsInteractive)
            return;
        (_draft, _preview, _job, _failure) = (new ImportDraft(_entity), null, null, null);
        _mayWrite = Seen.On(_entity).Import;
        StateHasChanged();
        if (_mayWrite == true && at.Job is { } job)
            await FollowAsync(job);
        else if (_mayWrite == true && at.File is not null)
            await ReadAsync();
    }

    private Task OpenAsync(Guid file)
    {
        Navigation.NavigateTo(new ImportAddress(file, null).ToAddress(Set));
        return Task.CompletedTask;
    }

    private async Task ReadAsync()
    {
        await _reading.CancelAsync();
        _reading.Dispose();
        _reading = CancellationTokenSource.CreateLinkedTokenSource(_disposal.Token);
        var token = _reading.Token;
        _busy = true;
        StateHasChanged();
        try
        {
            var preview = await Imports.PreviewAsync(_at!.File!.Value, _draft.Mapping, await Current.GetAsync(token), token);
            token.ThrowIfCancellationRequested();
            _busy = false;
            _failure = preview.Failure;
            if (preview.IsSuccess)
                Show(preview.Value);
            StateHasChanged();
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            // A later change reads again, or there is no page any more.
        }
    }

    private void Show(ImportPreview preview)
    {
        _preview = preview;
        _draft.Adopt(preview);
    }

    private async Task StartAsync()
    {
        if (!CanStart)
            return;
        _starting = true;
        var started = await Imports.StartAsync(_at!.File!.Value, _draft.Mapping, await Current.GetAsync(_disposal.Token), _disposal.Token);
        _starting = false;
        _failure = started.Failure;
        if (started.IsSuccess)
            Navigation.NavigateTo(new ImportAddress(null, started.Value.Id).ToAddress(Set), replace: true);
    }

    private async Task FollowAsync(Guid id)
    {
        try
        {
            using var timer = new PeriodicTimer(LookEvery);
            do
            {
                var job = await Imports.FindAsync(id, await Current.GetAsync(_disposal.Token), _disposal.Token);
                (_job, _failure) = (job.IsSuccess ? job.Value : null, job.Failure);
                StateHasChanged();
            }
            while (_job is { IsActive: true } && _at?.Job == id && await timer.WaitForNextTickAsync(_disposal.Token));
        }
        catch (OperationCanceledException) when (_disposal.IsCancellationRequested)
        {
            // The page is gone; the import goes on.
        }
    }

    private async Task CancelAsync()
    {
        var job = await Imports.CancelAsync(_job!.Id, await Current.GetAsync(_disposal.Token), _disposal.Token);
        if (job.IsSuccess)
            _job = job.Value;
    }

    private async Task UndoAsync()
    {
        _undoing = true;
        var undone = await Imports.UndoAsync(_job!.Id, await Current.GetAsync(_disposal.Token), _disposal.Token);
        _undoing = false;
        _failure = undone.Failure;
        if (undone.IsSuccess)
            _job = undone.Value;
    }

    private async Task StartOverAsync()
    {
        if (_job is null && _at?.File is { } file)
            await Imports.DiscardAsync(file, await Current.GetAsync(_disposal.Token), _disposal.Token);
        Navigation.NavigateTo(new ImportAddress(null, null).ToAddress(Set));
    }
}
