using Crm.Platform.Metadata.Definitions;
using Crm.Platform.Metadata.Snapshots;
using Crm.Platform.Screens.Shell;
using Crm.Platform.Screens.Tests.Hosting;
using Crm.Testing.Platforms;

namespace Crm.Platform.Screens.Tests.Shell;

public class SideNavTests
{
    private static readonly AppDefinition Sales = new("sales", [new AppItem("visit", null, null), new AppItem("visit", null, null)]) { Title = "Sales" };
    private static readonly AppDefinition Service = new("service", [new AppItem("visit", null, null), new AppItem("gone", null, null)]) { Title = "Service" };

    [Fact]
    public async Task Menu_ListsAnEntityInEachApp_WhenAppsShareIt()
    {
        await using var host = await ScreensHost.StartAsync();
        var menu = await host.OpenAsync<SideNav>("/app/visits", ("Snapshot", new MetadataSnapshot(1, [TestEntities.Visit], [], [], [Sales])));

        await menu.SetAsync(("Snapshot", new MetadataSnapshot(2, [TestEntities.Visit, TestEntities.Site], [], [], [Service, Sales])));

        Assert.Equal(3, menu.All("a.item[href='/app/visits']").Count);
        Assert.DoesNotContain("gone", menu.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Menu_MarksTheListOnce_InTheAppItWasOpenedFrom()
    {
        await using var host = await ScreensHost.StartAsync();
        var menu = await host.OpenAsync<SideNav>("/app/visits", ("Snapshot", new MetadataSnapshot(1, [TestEntities.Visit], [], [], [Sales, Service])));
        var first = menu.One("a.item[aria-current=page]").GetAttribute("data-app");

        await menu.ClickAsync(menu.One("a.item[data-app=service]"));

        Assert.Equal(("sales", "service"), (first, menu.One("a.item[aria-current=page]").GetAttribute("data-app")));
    }
}
