using Crm.Platform.Screens.Lists;
using Crm.Platform.Screens.Records;
using Crm.Platform.Screens.Shell;
using Crm.Platform.Screens.Tests.Hosting;
using Crm.Testing.Components;
using Crm.Testing.Platforms;

namespace Crm.Platform.Screens.Tests.Fields;

/// <summary>A lookup's target made from within the form that needs it.</summary>
public class CreateInPlaceTests
{
    private const string Lookup = "#field-site_id";

    private static Task<RenderedComponent> OpenAsync(ScreensHost host) => host.OpenAsync<NewRecordScreen>("/app/visits/new", ("Set", "visits"));

    [Fact]
    public async Task Create_ChoosesTheNewRecord_AndKeepsWhatWasTypedAround()
    {
        await using var host = await ScreensHost.StartAsync();
        var page = await OpenAsync(host);
        await page.ChangeAsync("#field-subject", "Kept");

        await page.InputAsync(Lookup, "Harbour");
        await page.ClickAsync(page.One("[role=option].new"));
        var prefilled = page.One($"{Lookup}-create-name").GetAttribute("value");
        await page.ClickAsync(page.Command("Create"));

        Assert.Equal(("Harbour", "Harbour", "Kept"), (prefilled, page.One(Lookup).GetAttribute("value"), page.One("#field-subject").GetAttribute("value")));
        await page.ClickAsync(page.Command("Save"));
        var visit = await host.FindAsync("visit", Guid.Parse(host.Navigation.Here["/app/visits/".Length..]));
        Assert.Equal("Harbour", (await host.FindAsync("site", (Guid)visit!["site_id"]!))!["name"]);
    }

    [Fact]
    public async Task Create_SaysWhy_WhenTheRecordIsRefused()
    {
        await using var host = await ScreensHost.StartAsync();
        var page = await OpenAsync(host);

        await page.InputAsync(Lookup, new string('x', 60));
        await page.ClickAsync(page.One("[role=option].new"));
        await page.ClickAsync(page.Command("Create"));

        Assert.NotEmpty(page.One($"{Lookup}-create-name-problem").TextContent);
        Assert.Equal("", page.One(Lookup).GetAttribute("value"));
    }

    [Fact]
    public async Task Create_IsNotOffered_WhenOneIsCalledSo()
    {
        await using var host = await ScreensHost.StartAsync();
        await host.CreateAsync("site", ("name", "Harbour"));
        var page = await OpenAsync(host);

        await page.InputAsync(Lookup, "harbour");

        Assert.Single(page.All("[role=option]"));
        Assert.Empty(page.All("[role=option].new"));
    }

    [Fact]
    public async Task Create_IsTheLastChoice_WhenOthersAreOnlyAlike()
    {
        await using var host = await ScreensHost.StartAsync();
        await host.CreateAsync("site", ("name", "Harbour East"));
        var page = await OpenAsync(host);

        await page.InputAsync(Lookup, "Harbour");

        Assert.Equal(["Harbour East", "Create “Harbour”…"], page.All("[role=option]").Select(o => o.TextContent.Trim()));
    }

    [Fact]
    public async Task Create_IsNotOffered_WhereAFilterIsBuilt()
    {
        await using var host = await ScreensHost.StartAsync();
        // The list around the menu asks who looks; here nothing is around it.
        await host.Get<SeenDefinitions>().CallerAsync(CancellationToken.None);
        var menu = await host.OpenAsync<FilterMenu>("/app/visits", ("Entity", TestEntities.Visit));
        await menu.ChangeAsync("select", "site_id");

        await menu.InputAsync("#filter-value", "Harbour");

        Assert.Equal("Nothing found", menu.One("[role=option]").TextContent.Trim());
    }
}
