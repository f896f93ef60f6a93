using System.Collections.Immutable;
using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Definitions;
using Microsoft.AspNetCore.Components;

namespace Crm.Platform.Screens.Records;

/// <summary>The tabs of the form, then one per related list with how many records are behind it, and the history.</summary>
public sealed partial class RecordTabs
{
    private readonly CancellationTokenSource _disposal = new();
    private ImmutableArray<long?> _counts = [];
    private Record? _counted;

    [Parameter, EditorRequired] public FormDefinition Form { get; set; } = null!;
    [Parameter, EditorRequired] public ImmutableArray<RelatedRecords> Related { get; set; }

    /// <summary>The record the related ones point at.</summary>
    [Parameter, EditorRequired] public Record Of { get; set; } = null!;

    [Parameter] public int Active { get; set; }
    [Parameter] public EventCallback<int> Choose { get; set; }
    [Inject] internal RelatedCounts Counts { get; set; } = null!;

    private string[] Titles => [.. Form.Tabs.Select(t => t.Title), .. Related.Select(r => r.Title), "History"];

    public void Dispose()
    {
        _disposal.Cancel();
        _disposal.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        if (ReferenceEquals(_counted, Of))
            return;
        _counted = Of;
        _counts = await Counts.OfAsync(Related, Of.Id, _disposal.Token);
    }

    private long? CountOf(int tab) => tab - Form.Tabs.Length is >= 0 and var list && list < _counts.Length ? _counts[list] : null;
}
