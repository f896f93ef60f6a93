using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Snapshots;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Http;

namespace Crm.Platform.Screens.Shell;

/// <summary>The apps and their lists. Marks where the person is once, also where several apps name the same list.</summary>
public sealed partial class SideNav
{
    private bool _mayCustomize;
    private bool _mayAdminister;

    [Parameter, EditorRequired] public MetadataSnapshot Snapshot { get; set; } = null!;

    /// <summary>The app whose link was followed last, in this browser; public because the page's first answer hands it on.</summary>
    [PersistentState] public string? App { get; set; }

    [CascadingParameter] private HttpContext? Http { get; set; }
    [Inject] private NavigationManager Navigation { get; set; } = null!;
    [Inject] private ICurrentCaller Current { get; set; } = null!;

    private string Here => Navigation.ToBaseRelativePath(Navigation.Uri);

    private string Path => Here.Split('?', '#')[0];

    public void Dispose() => Navigation.LocationChanged -= OnMoved;

    protected override async Task OnInitializedAsync()
    {
        Navigation.LocationChanged += OnMoved;
        App ??= Http?.Request.Cookies["crm-app"];
        var caller = await Current.GetAsync(CancellationToken.None);
        _mayCustomize = caller.May(CallerRights.Customize);
        _mayAdminister = caller.May(CallerRights.Admin);
    }

    private void OnMoved(object? sender, LocationChangedEventArgs e) => _ = InvokeAsync(StateHasChanged);

    private List<MenuLink> Links() => Snapshot.Apps.IsEmpty
        ? [.. Snapshot.Entities.Where(e => !e.System && Snapshot.StandsAlone(e)).Select(e => new MenuLink("", $"/app/{e.Set}", e.Icon, e.PluralTitle))]
        : [.. Snapshot.Apps.SelectMany(a => MenuLink.Of(a, Snapshot))];

    private string TitleOf(string app) => Snapshot.Apps.FirstOrDefault(a => a.Name == app)?.Title ?? "Records";
}
