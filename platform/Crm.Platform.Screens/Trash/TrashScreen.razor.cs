using System.Globalization;
using Crm.Platform.Abstractions;
using Crm.Platform.Records.Reading;
using Crm.Platform.Records.Trash;
using Crm.Platform.Records.Writing;
using Crm.Platform.Screens.Parts;
using Crm.Platform.Screens.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;

namespace Crm.Platform.Screens.Trash;

/// <summary>Deleted records of an entity: look, restore, and for administrators the end.</summary>
public sealed partial class TrashScreen
{
    private const int Shown = 100;

    private readonly CancellationTokenSource _disposal = new();
    private EntityDefinition? _entity;
    private RecordPage? _page;
    private long? _total;
    private Failure? _failure;
    private string _words = "";
    private bool _mayPurge;
    private Guid? _asked;

    [Parameter] public string Set { get; set; } = "";
    [Inject] private SeenDefinitions Seen { get; set; } = null!;
    [Inject] private IRecordReader Reader { get; set; } = null!;
    [Inject] private IRecordWriter Writer { get; set; } = null!;
    [Inject] private ITrash Bin { get; set; } = null!;
    [Inject] private ICurrentCaller Current { get; set; } = null!;
    [Inject] private IOptions<TrashOptions> Options { get; set; } = null!;
    [Inject] private Toasts Toasts { get; set; } = null!;

    private string Days => Options.Value.KeepFor.TotalDays is >= 2 and var days ? $"{days.ToString("0", CultureInfo.CurrentCulture)} days" : "a day";

    public void Dispose()
    {
        _disposal.Cancel();
        _disposal.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        await Seen.CallerAsync(_disposal.Token);
        var entity = Seen.Current.EntityOfSet(Set);
        if (entity?.Name == _entity?.Name && _page is not null)
            return;
        (_entity, _page, _total, _words) = (entity, null, null, "");
        if (_entity is not null && RendererInfo.IsInteractive)
            await LoadAsync();
    }

    private Task SearchAsync(ChangeEventArgs e)
    {
        _words = (e.Value as string ?? "").Trim();
        return LoadAsync();
    }

    private async Task LoadAsync()
    {
        var caller = await Seen.CallerAsync(_disposal.Token);
        _mayPurge = caller.May(CallerRights.Admin);
        var query = new RecordQuery(_entity!.Name)
        {
            Trashed = true,
            Search = _words.Length == 0 ? null : _words,
            // Going to the trash was the last change of each.
            Sort = [new RecordSort(SystemFields.ModifiedAt, Descending: true)],
            Expand = ["modified_by"],
            Top = Shown,
        };
        var page = await Reader.QueryAsync(Seen.Current.Entity(SystemFields.UserEntity) is null ? query with { Expand = [] } : query, caller, _disposal.Token);
        (_page, _failure, _asked) = (page.IsSuccess ? page.Value : null, page.Failure, null);
        _total = await Reader.CountAsync(query, caller, _disposal.Token) is { IsSuccess: true } total ? total.Value : null;
    }

    private async Task RestoreAsync(Record record)
    {
        var restored = await Writer.RestoreAsync(_entity!.Name, record.Id, await Current.GetAsync(_disposal.Token), _disposal.Token);
        Toasts.Show(restored.Failure?.Message ?? $"{record.Display} is back.");
        await LoadAsync();
    }

    /// <summary>Asks once: there is no way back.</summary>
    private async Task PurgeAsync(Record record)
    {
        if (_asked != record.Id)
        {
            _asked = record.Id;
            return;
        }
        var purged = await Bin.PurgeAsync(_entity!.Name, record.Id, await Current.GetAsync(_disposal.Token), _disposal.Token);
        Toasts.Show(purged.Failure?.Message ?? $"{record.Display} is gone for good.");
        await LoadAsync();
    }
}
