using Crm.Platform.Metadata.Snapshots;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;

namespace Crm.Platform.Screens.Shell;

/// <summary>Navigation left, search on top, the page in the middle.</summary>
public sealed partial class MainLayout
{
    private ErrorBoundary? _boundary;
    private bool _live;

    public void Dispose()
    {
        Metadata.Changed -= OnPublished;
        Navigation.LocationChanged -= OnMoved;
    }

    protected override async Task OnInitializedAsync()
    {
        Metadata.Changed += OnPublished;
        Navigation.LocationChanged += OnMoved;
        await Seen.CallerAsync(CancellationToken.None);
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;
        LocalTime.Use(await Js.InvokeAsync<string?>("crm.timeZone"));
        _live = true;
        StateHasChanged();
    }

    private void OnPublished(MetadataSnapshot snapshot) => _ = InvokeAsync(StateHasChanged);

    // A fault belongs to the page it happened on.
    private void OnMoved(object? sender, LocationChangedEventArgs e) => _boundary?.Recover();
}
