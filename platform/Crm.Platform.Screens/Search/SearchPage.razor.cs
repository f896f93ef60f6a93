using System.Collections.Immutable;
using Microsoft.AspNetCore.Components.Routing;

namespace Crm.Platform.Screens.Search;

/// <summary>Everything found, entity by entity.</summary>
public sealed partial class SearchPage
{
    private const int PerEntity = 20;
    private readonly CancellationTokenSource _disposal = new();
    private ImmutableArray<SearchGroup>? _groups;
    private string _words = "";

    public void Dispose()
    {
        Navigation.LocationChanged -= OnMoved;
        _disposal.Cancel();
        _disposal.Dispose();
    }

    protected override Task OnInitializedAsync()
    {
        Navigation.LocationChanged += OnMoved;
        return ShowAsync();
    }

    private void OnMoved(object? sender, LocationChangedEventArgs e) => _ = InvokeAsync(ShowAsync);

    private async Task ShowAsync()
    {
        _words = Lists.ListState.Parse(Navigation.Uri).Words;
        _groups = null;
        StateHasChanged();
        if (!RendererInfo.IsInteractive)
            return;
        var words = _words;
        var found = await Search.FindAsync(words, PerEntity, _disposal.Token);
        if (words == _words)
            _groups = found;
        StateHasChanged();
    }
}
