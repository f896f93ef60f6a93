using Crm.Platform.Abstractions;
using Crm.Platform.Records.Reading;
using Crm.Platform.Screens.Lists;
using Microsoft.AspNetCore.Components;

namespace Crm.Platform.Screens.Records;

/// <summary>Records of another entity that point at this one.</summary>
public sealed partial class RelatedPanel
{
    private const int Shown = 25;
    private readonly CancellationTokenSource _disposal = new();
    private RecordPage? _page;
    private long? _total;
    private Failure? _failure;

    [Parameter, EditorRequired] public RelatedRecords Related { get; set; } = null!;
    [Parameter, EditorRequired] public Record Of { get; set; } = null!;
    [Parameter] public bool MayWrite { get; set; }
    [Inject] private IRecordReader Reader { get; set; } = null!;
    [Inject] private ICurrentCaller Current { get; set; } = null!;

    private string NewAddress => $"/app/{Related.Entity.Set}/new?{Related.Via!.Name}={Of.Id}{(Related.Via!.TypeField is { } type ? $"&{type}={Of.Layout.Entity.Name}" : "")}";

    private string AllAddress => new ListState { Filter = $"{Related.Via!.Name} == '{Of.Id}'" }.ToAddress($"/app/{Related.Entity.Set}");

    public void Dispose()
    {
        _disposal.Cancel();
        _disposal.Dispose();
    }

    protected override Task OnInitializedAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        _failure = null;
        var caller = await Current.GetAsync(_disposal.Token);
        var query = ListQuery.Of(Related.Layout, new ListState());
        if (query.IsSuccess)
        {
            var related = Related.Of(query.Value, Of.Id) with { Top = Shown };
            var page = await Reader.QueryAsync(related, caller, _disposal.Token);
            (_page, _failure) = (page.IsSuccess ? page.Value : null, page.Failure);
            StateHasChanged();
            _total = await Reader.CountAsync(related, caller, _disposal.Token) is { IsSuccess: true } total ? total.Value : null;
        }
        else
        {
            _failure = query.Failure;
        }
    }
}
