using System.Text.Json.Nodes;
using Crm.EndToEnd.Tests.Hosting;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Crm.EndToEnd.Tests.Journeys;

/// <summary>What is tied to a record, and what lives inside it, on the record's own page.</summary>
public sealed class RelationTests(Installation installation) : BrowserTest(installation)
{
    [Fact]
    public async Task Quote_IsWrittenWithItsLines_AndSavedAsOne()
    {
        var account = await MadeAsync("accounts", new() { ["name"] = "Lines and Sons" });
        await MadeAsync("products", new() { ["name"] = "Anvil", ["price"] = 40 });
        await MadeAsync("products", new() { ["name"] = "Bellows", ["price"] = 10.5 });
        var visit = await VisitAsync();
        await visit.GoAsync($"/app/quotes/new?account_id={account}");

        await AddAsync(visit, 1, "Anvil", "2");
        await AddAsync(visit, 2, "Bellows", "4");
        await visit.Button("Move line 2 up").ClickAsync();
        await visit.Button("Save").ClickAsync();

        await Expect(visit.Toast("Quote created.")).ToBeVisibleAsync();
        var rows = visit.Page.Locator("[data-relation=lines] tbody tr");
        await Expect(rows).ToContainTextAsync(["Bellows", "Anvil"]);
        await Expect(visit.Page.Locator(".facts").GetByText("122.00")).ToBeVisibleAsync();

        await visit.Button("Edit lines").ClickAsync();
        await visit.Field("Quantity, lines 1").FillAsync("0");
        await visit.Page.Keyboard.PressAsync("Tab");
        await visit.Button("Save").ClickAsync();
        await Expect(rows.First.Locator(".problem")).ToBeVisibleAsync();
        await visit.Button("Remove line 1").ClickAsync();
        await visit.Button("Save").ClickAsync();
        await Expect(visit.Toast("Saved.")).ToBeVisibleAsync();
        await Expect(rows).ToHaveCountAsync(1);
        await Expect(visit.Page.Locator(".facts").GetByText("80.00")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Tags_AreFoundAddedAndRemoved()
    {
        var tag = $"Tag {Guid.NewGuid():N}"[..12];
        var account = await MadeAsync("accounts", new() { ["name"] = "Tagged Ltd" });
        await MadeAsync("tags", new() { ["name"] = tag });
        var visit = await VisitAsync();
        await visit.GoAsync($"/app/accounts/{account}");

        await visit.Field("Add to tags").FillAsync(tag);
        await visit.Page.GetByRole(AriaRole.Option, new() { Name = tag }).ClickAsync();
        await visit.Button("Save").ClickAsync();
        await Expect(visit.Toast("Saved.")).ToBeVisibleAsync();
        await visit.Link(tag).ClickAsync();

        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = tag, Exact = true })).ToBeVisibleAsync();
        await visit.Page.GetByRole(AriaRole.Tab, new() { Name = "Accounts" }).ClickAsync();
        await visit.Link("Tagged Ltd").ClickAsync();
        await visit.Button($"Remove {tag}").ClickAsync();
        await visit.Button("Save").ClickAsync();
        await Expect(visit.Button($"Remove {tag}")).ToHaveCountAsync(0);
        await Expect(visit.Page.GetByText("Unsaved")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Pages_WithRelations_HaveNoAccessibilityFaults_AndFitAPhone()
    {
        var account = await MadeAsync("accounts", new() { ["name"] = "Narrow Ltd" });
        var product = await MadeAsync("products", new() { ["name"] = $"Product {Guid.NewGuid():N}" });
        var quote = await MadeAsync("quotes", new() { ["account_id"] = account, ["lines"] = new JsonArray(new JsonObject { ["product_id"] = product, ["price"] = 3 }) });
        var visit = await VisitAsync(o => o.ViewportSize = new() { Width = 390, Height = 844 });

        await visit.GoAsync($"/app/quotes/{quote}?edit=1");
        await Expect(visit.Button("Remove line 1")).ToBeVisibleAsync();

        Assert.Equal(390, await visit.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"));
        await Accessibility.CheckAsync(visit);
    }

    private static async Task AddAsync(Visit visit, int number, string product, string quantity)
    {
        await visit.Button("Add line").ClickAsync();
        await visit.Field($"Product, lines {number}").FillAsync(product);
        await visit.Page.GetByRole(AriaRole.Option, new() { Name = product }).ClickAsync();
        await visit.Field($"Quantity, lines {number}").FillAsync(quantity);
    }

    private async Task<string> MadeAsync(string set, JsonObject values) => (await Installation.Api.PostAsync($"api/data/{set}", values))["id"]!.GetValue<string>();
}
