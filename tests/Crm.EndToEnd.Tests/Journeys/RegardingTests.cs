using System.Text.Json.Nodes;
using Crm.EndToEnd.Tests.Hosting;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Crm.EndToEnd.Tests.Journeys;

/// <summary>A task made from the case it is for, and moved to a deal.</summary>
public sealed class RegardingTests(Installation installation) : BrowserTest(installation)
{
    [Fact]
    public async Task Task_BeginsAtItsCase_AndMovesToADeal()
    {
        var made = await Installation.Api.PostAsync("api/data/cases", new JsonObject { ["subject"] = "Regarding rudder", ["status"] = "open" });
        await Installation.Api.PostAsync("api/data/deals", new JsonObject { ["name"] = "Regarding ropes", ["stage"] = "engaging" });
        var visit = await VisitAsync();

        await visit.GoAsync($"/app/cases/{(string)made["id"]!}");
        await visit.Page.GetByRole(AriaRole.Tab, new() { Name = "Tasks" }).ClickAsync();
        await visit.Link("New task").ClickAsync();
        await Expect(visit.Field("Regarding")).ToHaveValueAsync("Regarding rudder");
        await visit.Field("Subject").FillAsync("Order a rudder");
        await visit.Button("Save").ClickAsync();
        await Expect(visit.Toast("Task created.")).ToBeVisibleAsync();
        await Expect(visit.Link("Regarding rudder")).ToHaveAttributeAsync("href", $"/app/cases/{(string)made["id"]!}");
        await Accessibility.CheckAsync(visit);

        await visit.Button("Edit").ClickAsync();
        await visit.Field("Regarding").FillAsync("Regarding r");
        await Expect(visit.Page.GetByRole(AriaRole.Listbox).GetByText("Cases", new() { Exact = true })).ToBeVisibleAsync();
        await Accessibility.CheckAsync(visit);
        await visit.Page.GetByRole(AriaRole.Option, new() { Name = "Regarding ropes" }).ClickAsync();
        await visit.Button("Save").ClickAsync();
        await Expect(visit.Link("Regarding ropes")).ToBeVisibleAsync();

        await visit.GoAsync("/app/tasks?view=task_all&q=rudder");
        await visit.Link("Regarding ropes").ClickAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = "Regarding ropes", Level = 1 })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Note_IsAboutAnything_OnceItsEntityIsChosen()
    {
        await NewEntity.PublishAsync(Installation, "remark", "Remark", """{ "name": { "type": "string", "title": "Name" }, "about_id": { "title": "About", "x-crm": { "lookup": "*" } } }""");
        await Installation.Api.PostAsync("api/data/accounts", new JsonObject { ["name"] = "Remarkable sails" });
        var visit = await VisitAsync();
        await visit.GoAsync("/app/remarks/new");
        await visit.Field("Name").FillAsync("They sew well");

        await visit.Page.GetByLabel("About is of", new() { Exact = true }).SelectOptionAsync("Account");
        await visit.Field("About").FillAsync("remarkable");
        await Expect(visit.Page.GetByRole(AriaRole.Option, new() { Name = "Remarkable sails" })).ToBeVisibleAsync();
        await Accessibility.CheckAsync(visit);
        await visit.Page.GetByRole(AriaRole.Option, new() { Name = "Remarkable sails" }).ClickAsync();
        await visit.Button("Save").ClickAsync();

        await Expect(visit.Link("Remarkable sails").First).ToBeVisibleAsync();
        Assert.Equal("account", (string?)(await Installation.Api.GetAsync("api/data/remarks?$expand=about"))["value"]![0]!["about_type"]);
    }
}
