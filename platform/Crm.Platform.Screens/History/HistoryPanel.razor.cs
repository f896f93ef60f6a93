using Crm.Platform.Abstractions;
using Crm.Platform.Records.History;
using Crm.Platform.Screens.Parts;
using Microsoft.AspNetCore.Components;

namespace Crm.Platform.Screens.History;

/// <summary>What happened to a record: who, when, by what, from which value to which, and the way back.</summary>
public sealed partial class HistoryPanel
{
    private const int PageSize = 50;

    private readonly CancellationTokenSource _disposal = new();
    private readonly List<HistoryEntry> _entries = [];
    private IReadOnlyList<HistoryGroup>? _groups;
    private bool _hasMore;
    private Failure? _failure;
    private Failure? _problem;
    private long? _blocked;
    private Record? _shown;

    [Parameter, EditorRequired] public Record Of { get; set; } = null!;
    [Parameter] public bool MayWrite { get; set; }

    /// <summary>The record was changed from here.</summary>
    [Parameter] public EventCallback Changed { get; set; }

    [Inject] private IRecordHistory History { get; set; } = null!;
    [Inject] private ICurrentCaller Current { get; set; } = null!;
    [Inject] private Toasts Toasts { get; set; } = null!;
    [Inject] internal HistoryWords Words { get; set; } = null!;

    private EntityDefinition Entity => Of.Layout.Entity;

    public void Dispose()
    {
        _disposal.Cancel();
        _disposal.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        if (ReferenceEquals(_shown, Of))
            return;
        _shown = Of;
        await LoadAsync();
    }

    private Task LoadAsync()
    {
        _entries.Clear();
        (_problem, _blocked) = (null, null);
        return MoreAsync();
    }

    private async Task MoreAsync()
    {
        var caller = await Current.GetAsync(_disposal.Token);
        var page = await History.ListAsync(Entity.Name, Of.Id, _entries.Count == 0 ? null : _entries[^1].Id, PageSize, caller, _disposal.Token);
        _failure = page.Failure;
        if (!page.IsSuccess)
            return;
        _entries.AddRange(page.Value.Entries);
        _hasMore = page.Value.HasMore;
        _groups = await Words.GroupAsync(_entries, _disposal.Token);
    }

    private async Task PutBackAsync(long entry, bool force)
    {
        var back = await History.PutBackAsync(Entity.Name, Of.Id, entry, force, await Current.GetAsync(_disposal.Token), _disposal.Token);
        _blocked = back.Failure?.Code == "history.changed_later" ? entry : null;
        await EndAsync(back, "Put back.");
    }

    private async Task GoBackAsync(HistoryGroup group) => await EndAsync(
        await History.PutBackAllAsync(Entity.Name, Of.Id, group.At, Of.Version, await Current.GetAsync(_disposal.Token), _disposal.Token),
        $"{Entity.Title} is as it was.");

    private async Task EndAsync(Result<Record> outcome, string words)
    {
        _problem = outcome.Failure;
        if (!outcome.IsSuccess)
            return;
        Toasts.Show(words);
        await Changed.InvokeAsync();
    }
}
