using Crm.EndToEnd.Tests.Hosting;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Crm.EndToEnd.Tests.Journeys;

/// <summary>A deal for a company nobody has entered yet, without leaving the deal and without a mouse.</summary>
public sealed class CreateInPlaceTests(Installation installation) : BrowserTest(installation)
{
    [Fact]
    public async Task Company_IsMadeFromWithinTheDeal_ByKeyboard()
    {
        var visit = await VisitAsync();
        await visit.GoAsync("/app/deals/new");
        await visit.Field("Name").FillAsync("Sails");

        await visit.Field("Account").PressSequentiallyAsync("Tern & Tern");
        await Expect(visit.Page.GetByRole(AriaRole.Option, new() { Name = "Create “Tern & Tern”…" })).ToHaveAttributeAsync("aria-selected", "true");
        await visit.Page.Keyboard.PressAsync("Enter");
        var name = visit.Page.GetByRole(AriaRole.Dialog, new() { Name = "New account" }).GetByLabel("Name");
        await Expect(name).ToBeFocusedAsync();
        await Expect(name).ToHaveValueAsync("Tern & Tern");
        await Accessibility.CheckAsync(visit);
        await visit.Page.Keyboard.PressAsync("Control+Enter");

        await Expect(name).ToHaveCountAsync(0);
        await Expect(visit.Field("Account")).ToHaveValueAsync("Tern & Tern");
        await Expect(visit.Field("Account")).ToBeFocusedAsync();
        await Expect(visit.Field("Account")).ToHaveAttributeAsync("aria-expanded", "false");
        await Expect(visit.Field("Name")).ToHaveValueAsync("Sails");
        await visit.Page.Keyboard.PressAsync("Control+Enter");
        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = "Sails", Level = 1 })).ToBeVisibleAsync();
        await Expect(visit.Link("Tern & Tern").First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Escape_GivesUpTheNewRecordOnly()
    {
        var visit = await VisitAsync();
        await visit.GoAsync("/app/deals/new");
        await visit.Field("Name").FillAsync("Kept");
        await visit.Field("Account").PressSequentiallyAsync("Never made");
        await visit.Page.GetByRole(AriaRole.Option, new() { Name = "Create “Never made”…" }).ClickAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();

        await visit.Page.Keyboard.PressAsync("Escape");

        await Expect(visit.Page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await Expect(visit.Field("Account")).ToHaveValueAsync("");
        await Expect(visit.Field("Name")).ToHaveValueAsync("Kept");
    }
}
