using Crm.Platform.Abstractions;
using Crm.Platform.Screens.Lists;
using Crm.Platform.Screens.Parts;
using Crm.Platform.Screens.Tests.Hosting;
using Crm.Testing.Components;

namespace Crm.Platform.Screens.Tests.Lists;

public class ListScreenTests
{
    [Fact]
    public async Task List_SaysThereIsNoSuchPage_WhenTheAddressIsPastTheEnd()
    {
        await using var host = await ScreensHost.StartAsync();
        await host.CreateAsync("visit", ("subject", "Only one"));

        var page = await host.OpenAsync<ListScreen>("/app/visits?page=900", ("Set", "visits"));
        var told = page.Text;
        await page.ClickAsync(page.Command("First page"));

        Assert.Contains("There is no page 900", told, StringComparison.Ordinal);
        Assert.Equal("/app/visits", host.Navigation.Here);
    }

    [Fact]
    public async Task Row_LeadsToNoEditing_WhenTheCallerMayNotWrite()
    {
        await using var host = await ScreensHost.StartAsync(CallerRights.Read);
        await host.CreateAsync("visit", ("subject", "Fixed"));

        var page = await host.OpenAsync<ListScreen>("/app/visits", ("Set", "visits"));

        Assert.Contains("Fixed", page.Text, StringComparison.Ordinal);
        Assert.Empty(page.All("[data-edit]"));
    }

    private static Task<RenderedComponent> OpenAsync(ScreensHost host, string query = "") =>
        host.OpenAsync<ListScreen>("/app/visits" + query, ("Set", "visits"));

    [Fact]
    public async Task List_ShowsRecordsWithTheirLookups_WhenThereAreSome()
    {
        await using var host = await ScreensHost.StartAsync();
        var site = await host.CreateAsync("site", ("name", "Harbour"));
        var visit = await host.CreateAsync("visit", ("subject", "First call"), ("amount", 1250.5m), ("site_id", site.Id));

        var page = await OpenAsync(host, "?columns=amount,status,site_id");

        Assert.Equal($"/app/visits/{visit.Id}", page.Command("First call").GetAttribute("href"));
        Assert.Contains("Harbour", page.Text, StringComparison.Ordinal);
        Assert.Contains("Open", page.One(".pill").TextContent, StringComparison.Ordinal);
        Assert.Equal("1", page.One(".head .count").TextContent);
    }

    [Fact]
    public async Task List_TeachesHowToBegin_WhenNothingIsThere()
    {
        await using var host = await ScreensHost.StartAsync();

        var page = await OpenAsync(host);

        Assert.Contains("No visits yet", page.Text, StringComparison.Ordinal);
        Assert.Equal("/app/visits/new", page.Command("New visit").GetAttribute("href"));
    }

    [Fact]
    public async Task List_OffersToClearFilters_WhenNothingMatches()
    {
        await using var host = await ScreensHost.StartAsync();
        await host.CreateAsync("visit", ("subject", "Here"));

        var page = await OpenAsync(host, "?filter=" + Uri.EscapeDataString("status == 'won'"));
        var chip = page.One(".chip").TextContent;
        await page.ClickAsync(page.Command("Clear filters"));

        Assert.Equal("Status is Won", string.Join(' ', chip.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
        Assert.Equal("/app/visits", host.Navigation.Here);
    }

    [Fact]
    public async Task List_SaysWhatIsWrong_WhenTheFilterCannotBeRead()
    {
        await using var host = await ScreensHost.StartAsync();

        var page = await OpenAsync(host, "?filter=" + Uri.EscapeDataString("status =="));

        Assert.NotNull(page.One("[role=alert]"));
        Assert.Contains("could not be loaded", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NextPage_ShowsTheRest_WhenThereAreMoreThanFifty()
    {
        await using var host = await ScreensHost.StartAsync();
        for (var i = 0; i < 53; i++)
            await host.CreateAsync("visit", ("subject", $"Visit {i:00}"));

        var page = await OpenAsync(host, "?sort=subject");
        await page.ClickAsync(page.Command("Next page"));

        Assert.Equal("/app/visits?sort=subject&page=2", host.Navigation.Here);
        Assert.Equal(["Visit 50", "Visit 51", "Visit 52"], page.All("td.name a").Select(a => a.TextContent));
        Assert.Contains("51–53 of 53", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Delete_CanBeUndone_WhenARowWasDeleted()
    {
        await using var host = await ScreensHost.StartAsync();
        var visit = await host.CreateAsync("visit", ("subject", "Gone"));
        var page = await OpenAsync(host);

        await page.ClickAsync(page.Command("Delete Gone"));
        var afterDelete = await host.FindAsync("visit", visit.Id);
        var toast = host.Get<Toasts>().Current!;
        await toast.Run!();

        Assert.Null(afterDelete);
        Assert.Equal(("Visit deleted.", "Undo"), (toast.Message, toast.Command));
        Assert.NotNull(await host.FindAsync("visit", visit.Id));
    }

    [Fact]
    public async Task List_OffersNoChange_WhenTheCallerMayOnlyRead()
    {
        await using var host = await ScreensHost.StartAsync(CallerRights.Read);
        await host.CreateAsync("visit", ("subject", "Fixed"));

        var page = await OpenAsync(host);

        Assert.Empty(page.All("input[type=checkbox][aria-label^=Select]"));
        Assert.DoesNotContain("New visit", page.Text, StringComparison.Ordinal);
    }
}
