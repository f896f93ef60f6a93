using System.Text.Json.Nodes;
using Crm.EndToEnd.Tests.Hosting;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Crm.EndToEnd.Tests.Journeys;

/// <summary>Every kind of page, light and dark: no complaint in the console, no failed request, nothing serious in the way of people who hear or type instead of see and click.</summary>
public sealed class EveryPageTests(Installation installation) : BrowserTest(installation)
{
    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Page_IsAccessible(ColorScheme theme)
    {
        var visit = await VisitAsync(o => o.ColorScheme = theme);

        foreach (var address in await AddressesAsync())
        {
            await visit.GoAsync(address);
            await Accessibility.CheckAsync(visit);
        }
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task AccountPage_IsAccessible(ColorScheme theme)
    {
        var visit = await VisitAsync(o => o.ColorScheme = theme);

        foreach (var address in new[] { "/Account/Manage", "/Account/Login", "/Account/Lockout" })
        {
            await visit.Page.GotoAsync(address);
            await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();
            await Accessibility.CheckAsync(visit);
        }
    }

    [Fact]
    public async Task UnknownPage_SaysSo()
    {
        var visit = await VisitAsync();
        visit.Expected = "/app/no-such-set";

        await visit.GoAsync("/app/no-such-set");

        await Expect(visit.Page.GetByRole(AriaRole.Heading).First).ToBeVisibleAsync();
        await Accessibility.CheckAsync(visit);
    }

    [Theory]
    [InlineData("/app/contacts/not-an-id")]
    [InlineData("/designer/no-such-page")]
    [InlineData("/nowhere")]
    public async Task AddressThatLeadsNowhere_ShowsAPage_NotABareError(string address)
    {
        var visit = await VisitAsync();
        visit.Expected = address;

        var answer = await visit.Page.GotoAsync(address);
        await visit.LiveAsync();

        Assert.Equal(404, answer!.Status);
        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = "There is nothing at this address" })).ToBeVisibleAsync();
        await Expect(visit.Link("Go home")).ToBeVisibleAsync();
    }

    /// <summary>Pages with something to show: a contact and a deal at an account, found by name.</summary>
    private async Task<string[]> AddressesAsync()
    {
        var account = await Installation.Api.PostAsync("api/data/accounts", new JsonObject { ["name"] = "Halyard & Sons", ["website"] = "https://halyard.example" });
        var contact = await Installation.Api.PostAsync("api/data/contacts", new JsonObject { ["last_name"] = "Halyard", ["account_id"] = Id(account), ["phone"] = "+49 30 123456" });
        await Installation.Api.PostAsync("api/data/deals", new JsonObject { ["name"] = "Ropes", ["account_id"] = Id(account) });
        return ["/", "/app/accounts", "/app/contacts", "/app/deals", "/app/deals/new", "/app/tasks", "/app/users", "/app/contacts/import", "/app/contacts/trash", "/app/accounts/" + Id(account), "/app/contacts/" + Id(contact), $"/app/contacts/{Id(contact)}?edit=1", "/search?q=halyard", "/designer", "/designer/people", "/designer/webhooks"];
    }

    private static string Id(JsonNode record) => record["id"]!.GetValue<string>();
}
