using System.Text.Json.Nodes;
using Crm.EndToEnd.Tests.Hosting;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Crm.EndToEnd.Tests.Journeys;

/// <summary>Themes and narrow screens.</summary>
public sealed class AppearanceTests(Installation installation) : BrowserTest(installation)
{
    [Fact]
    public async Task Theme_Changes_AndIsStillThereAfterReload()
    {
        var visit = await VisitAsync();
        await visit.GoAsync("/");
        var light = await BackgroundAsync(visit);

        await visit.Button("Account of Ada Lovelace").ClickAsync();
        await visit.Page.GetByRole(AriaRole.Menuitemradio, new() { Name = "Dark" }).ClickAsync();
        await Expect(visit.Page.Locator("html[data-theme=dark]")).ToBeVisibleAsync();
        var dark = await BackgroundAsync(visit);
        await visit.Page.ReloadAsync();
        await visit.LiveAsync();

        Assert.NotEqual(light, dark);
        Assert.Equal(dark, await BackgroundAsync(visit));
    }

    [Fact]
    public async Task Density_Changes_AndIsStillThereAfterReload()
    {
        await Installation.Api.PostAsync("api/data/accounts", new JsonObject { ["name"] = "Dense" });
        var visit = await VisitAsync();
        await visit.GoAsync("/app/accounts");
        var row = visit.Page.GetByRole(AriaRole.Row).Nth(1);
        await Expect(row.GetByRole(AriaRole.Link).First).ToBeVisibleAsync();
        var before = (await row.BoundingBoxAsync())!.Height;

        await visit.Button("Density").ClickAsync();
        await visit.Page.GetByRole(AriaRole.Menuitemradio, new() { Name = "Compact" }).ClickAsync();
        await visit.Page.ReloadAsync();
        await visit.LiveAsync();
        await Expect(row.GetByRole(AriaRole.Link).First).ToBeVisibleAsync();

        Assert.True((await row.BoundingBoxAsync())!.Height < before);
    }

    [Fact]
    public async Task LongPage_KeepsItsBarsInSight()
    {
        var visit = await VisitAsync();

        await visit.GoAsync("/app/contacts/new");

        await Expect(visit.Field("Notes")).Not.ToBeInViewportAsync(new() { Ratio = 1 });
        await Expect(visit.Button("Save")).ToBeInViewportAsync(new() { Ratio = 1 });
        await Expect(visit.Button("Fold menu")).ToBeInViewportAsync(new() { Ratio = 1 });
        Assert.Equal(800, await visit.Page.EvaluateAsync<int>("() => document.documentElement.scrollHeight"));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/app/contacts")]
    [InlineData("/app/deals")]
    [InlineData("/app/contacts/new")]
    [InlineData("/app/contacts/import")]
    [InlineData("/search?q=phone")]
    [InlineData("/designer")]
    [InlineData("/designer/people")]
    public async Task Page_FitsAPhone_WithoutScrollingSideways(string address)
    {
        var visit = await VisitAsync(o => o.ViewportSize = new() { Width = 390, Height = 844 });

        await visit.GoAsync(address);
        await Expect(visit.Page.Locator("[aria-busy=true]")).ToHaveCountAsync(0);

        Assert.Equal(390, await visit.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"));
    }

    [Fact]
    public async Task Record_FitsAPhone_WithoutScrollingSideways()
    {
        var account = await Installation.Api.PostAsync("api/data/accounts", new JsonObject { ["name"] = "A company with a name that is long enough to need more than one line on a telephone", ["website"] = "https://example.test/" + new string('a', 90) });
        var visit = await VisitAsync(o => o.ViewportSize = new() { Width = 390, Height = 844 });

        await visit.GoAsync("/app/accounts/" + account["id"]!.GetValue<string>());
        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("A company");

        Assert.Equal(390, await visit.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"));
    }

    [Fact]
    public async Task Drawer_OpensAndLeadsSomewhere_OnAPhone()
    {
        var visit = await VisitAsync(o => o.ViewportSize = new() { Width = 390, Height = 844 });
        await visit.GoAsync("/");
        var contacts = visit.Page.GetByRole(AriaRole.Navigation, new() { Name = "Main" }).GetByRole(AriaRole.Link, new() { Name = "Contacts" }).First;
        await Expect(contacts).Not.ToBeInViewportAsync();

        await visit.Button("Open menu").ClickAsync();
        await Expect(contacts).ToBeInViewportAsync();
        await contacts.ClickAsync();

        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = "Contacts", Level = 1 })).ToBeVisibleAsync();
        await Expect(contacts).Not.ToBeInViewportAsync();
    }

    private static Task<string> BackgroundAsync(Visit visit) => visit.Page.EvaluateAsync<string>("() => getComputedStyle(document.body).backgroundColor");
}
