using System.Text.Json.Nodes;
using Crm.EndToEnd.Tests.Hosting;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Crm.EndToEnd.Tests.Journeys;

/// <summary>A definition published a moment ago has its list, its form and its records.</summary>
public sealed class NewEntityTests(Installation installation) : BrowserTest(installation)
{
    private const string Properties = """
        {
          "name": { "type": "string", "title": "Name", "maxLength": 80 },
          "length": { "type": "number", "title": "Length", "x-crm": { "kind": "decimal", "scale": 2 } },
          "status": { "type": "string", "title": "Status", "enum": ["afloat", "dry"], "default": "afloat", "x-crm": { "labels": { "afloat": "Afloat", "dry": "In the dock" } } },
          "launched": { "type": "string", "format": "date", "title": "Launched" }
        }
        """;

    [Fact]
    public async Task Record_IsCreatedEditedFoundDeletedAndBroughtBack_OnGeneratedScreens()
    {
        await NewEntity.PublishAsync(Installation, "boat", "Boat", Properties);
        var visit = await VisitAsync();

        await visit.GoAsync("/app/boats");
        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = "No boats yet" })).ToBeVisibleAsync();
        await Accessibility.CheckAsync(visit);

        await CreateAsync(visit, "Argo", "24.5");
        await EditAsync(visit);
        await CreateAsync(visit, "Beagle", "27.4");
        await FindAsync(visit);
        await DeleteAndUndoAsync(visit);
    }

    [Fact]
    public async Task NewRecord_TellsWhatIsMissing_AndKeepsWhatWasTyped()
    {
        await NewEntity.PublishAsync(Installation, "raft", "Raft", Properties);
        var visit = await VisitAsync();

        await visit.GoAsync("/app/rafts/new");
        await visit.Field("Length").FillAsync("not a number");
        await visit.Field("Length").BlurAsync();
        await visit.Button("Save").ClickAsync();

        await Expect(visit.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Name");
        await Expect(visit.Field("Length")).ToHaveValueAsync("not a number");
        await Expect(visit.Field("Length")).ToHaveAttributeAsync("aria-invalid", "true");
        await Accessibility.CheckAsync(visit);
        Assert.Empty((await Installation.Api.GetAsync("api/data/rafts"))["value"]!.AsArray());
    }

    [Fact]
    public async Task List_ShowsTheNewField_WhenItIsPublishedWhileThePageIsOpen()
    {
        await NewEntity.PublishAsync(Installation, "kayak", "Kayak", Properties);
        await Installation.Api.PostAsync("api/data/kayaks", new JsonObject { ["name"] = "Rapid" });
        var visit = await VisitAsync();
        await visit.GoAsync("/app/kayaks");
        await Expect(visit.Link("Rapid")).ToBeVisibleAsync();

        await NewEntity.PublishAsync(Installation, "kayak", "Kayak", Properties.Replace("\"length\"", "\"seats\": { \"type\": \"integer\", \"title\": \"Seats\" }, \"length\"", StringComparison.Ordinal));
        await visit.Link("Rapid").ClickAsync();
        await visit.Button("Edit").ClickAsync();
        await visit.Field("Seats").FillAsync("2");
        await visit.Button("Save").ClickAsync();

        await Expect(visit.Toast("Saved.")).ToBeVisibleAsync();
        Assert.Equal(2, (await Installation.Api.GetAsync("api/data/kayaks"))["value"]![0]!["seats"]!.GetValue<int>());
    }

    private static async Task CreateAsync(Visit visit, string name, string length)
    {
        await visit.GoAsync("/app/boats");
        await visit.Link("New boat").First.ClickAsync();
        await visit.Field("Name").FillAsync(name);
        await visit.Field("Length").FillAsync(length);
        await visit.Field("Status").SelectOptionAsync("In the dock");
        await visit.Button("Save").ClickAsync();
        await Expect(visit.Toast("Boat created.")).ToBeVisibleAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = name, Level = 1 })).ToBeVisibleAsync();
    }

    private static async Task EditAsync(Visit visit)
    {
        await visit.Button("Edit").ClickAsync();
        await visit.Field("Name").FillAsync("Argo II");
        await visit.Button("Save").ClickAsync();
        await Expect(visit.Toast("Saved.")).ToBeVisibleAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = "Argo II", Level = 1 })).ToBeVisibleAsync();
        await Accessibility.CheckAsync(visit);
    }

    private static async Task FindAsync(Visit visit)
    {
        await visit.GoAsync("/app/boats");
        await visit.Page.GetByRole(AriaRole.Searchbox, new() { Name = "Search in Boats" }).FillAsync("beag");
        await Expect(visit.Link("Beagle")).ToBeVisibleAsync();
        await Expect(visit.Link("Argo II")).ToHaveCountAsync(0);

        await visit.Button("Clear").ClickAsync();
        await visit.Button("Add filter").First.ClickAsync();
        var filter = visit.Page.GetByRole(AriaRole.Dialog, new() { Name = "Add filter" });
        await filter.GetByRole(AriaRole.Combobox, new() { Name = "Field" }).SelectOptionAsync("Name");
        await filter.GetByRole(AriaRole.Textbox, new() { Name = "Value" }).FillAsync("Argo");
        await filter.GetByRole(AriaRole.Button, new() { Name = "Add filter" }).ClickAsync();
        await Expect(visit.Link("Argo II")).ToBeVisibleAsync();
        await Expect(visit.Link("Beagle")).ToHaveCountAsync(0);
    }

    private static async Task DeleteAndUndoAsync(Visit visit)
    {
        await visit.GoAsync("/app/boats");
        await visit.Link("Argo II").ClickAsync();
        await visit.Button("Delete").ClickAsync();
        await Expect(visit.Link("Beagle")).ToBeVisibleAsync();
        await Expect(visit.Link("Argo II")).ToHaveCountAsync(0);

        await visit.Button("Undo").ClickAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = "Argo II", Level = 1 })).ToBeVisibleAsync();
    }
}
