using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;

namespace Crm.Testing.Components;

/// <summary>An address bar without a browser.</summary>
public sealed class RecordedNavigation : NavigationManager, INavigationInterception
{
    public RecordedNavigation() => Initialize("http://localhost/", "http://localhost/");

    /// <summary>The present address without scheme and host.</summary>
    public string Here => "/" + ToBaseRelativePath(Uri);

    /// <summary>Goes there without telling anybody, as a page that is opened by its address.</summary>
    public void Open(string address) => Uri = ToAbsoluteUri(address).ToString();

    public Task EnableNavigationInterceptionAsync() => Task.CompletedTask;

    protected override void NavigateToCore(string uri, NavigationOptions options)
    {
        Uri = ToAbsoluteUri(uri).ToString();
        NotifyLocationChanged(false);
    }

    protected override void SetNavigationLockState(bool value) { }
}
