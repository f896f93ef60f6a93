using Crm.EndToEnd.Tests.Hosting;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Crm.EndToEnd.Tests.Journeys;

/// <summary>Editors that live from the browser: formatted text, uploads, stars, several choices.</summary>
public sealed class FieldKindTests(Installation installation) : BrowserTest(installation)
{
    private const string Properties = """
        {
          "name": { "type": "string", "title": "Name" },
          "story": { "type": "string", "title": "Story", "x-crm": { "kind": "rich_text" } },
          "colours": { "type": "array", "title": "Colours", "items": { "type": "string", "enum": ["red", "green", "blue"] } },
          "stars": { "type": "integer", "title": "Stars", "x-crm": { "kind": "rating" } },
          "home": { "type": "object", "title": "Home", "x-crm": { "kind": "address" } },
          "effort": { "type": "string", "format": "duration", "title": "Effort" },
          "photo": { "title": "Photo", "x-crm": { "kind": "image" } },
          "paper": { "title": "Paper", "x-crm": { "kind": "file", "accept": [".txt"] } }
        }
        """;

    // One black dot.
    private static readonly byte[] Png = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=");

    [Fact]
    public async Task Record_KeepsWhatEachEditorTook()
    {
        await NewEntity.PublishAsync(Installation, "kite", "Kite", Properties);
        var visit = await VisitAsync();
        await visit.GoAsync("/app/kites/new");

        await visit.Field("Name").FillAsync("Swift");
        await visit.Page.GetByRole(AriaRole.Textbox, new() { Name = "Story", Exact = true }).ClickAsync();
        await visit.Button("Bold").ClickAsync();
        await visit.Page.Keyboard.TypeAsync("High up");
        await visit.Page.GetByLabel("Red", new() { Exact = true }).CheckAsync();
        await visit.Page.GetByLabel("Blue", new() { Exact = true }).CheckAsync();
        await visit.Page.GetByLabel("4 stars", new() { Exact = true }).CheckAsync();
        await visit.Page.GetByLabel("Home: City", new() { Exact = true }).FillAsync("Ulm");
        await visit.Field("Effort").FillAsync("1h 30m");
        await visit.Page.Locator("#field-photo").SetInputFilesAsync(new FilePayload { Name = "dot.png", MimeType = "image/png", Buffer = Png });
        await Expect(visit.Page.GetByRole(AriaRole.Img, new() { Name = "dot.png" })).ToBeVisibleAsync();
        await visit.Page.Locator("#field-paper").SetInputFilesAsync(new FilePayload { Name = "paper.txt", MimeType = "text/plain", Buffer = "words"u8.ToArray() });
        await Expect(visit.Link("paper.txt")).ToBeVisibleAsync();
        await Accessibility.CheckAsync(visit);
        await visit.Button("Save").ClickAsync();

        await Expect(visit.Toast("Kite created.")).ToBeVisibleAsync();
        await Expect(visit.Page.Locator("[data-field=story] b")).ToHaveTextAsync("High up");
        await Expect(visit.Page.GetByRole(AriaRole.Img, new() { Name = "4 of 5 stars" })).ToBeVisibleAsync();
        await Accessibility.CheckAsync(visit);
        var stored = (await Installation.Api.GetAsync("api/data/kites"))["value"]![0]!;
        Assert.Equal(("""["red","blue"]""", "Ulm", "PT1H30M", "dot.png", "text/plain"),
            (stored["colours"]!.ToJsonString(), (string?)stored["home"]!["city"], (string?)stored["effort"], (string?)stored["photo"]!["name"], (string?)stored["paper"]!["contentType"]));
        Assert.True(await visit.Page.EvaluateAsync<bool>("document.querySelector('[data-field=photo] img').naturalWidth === 1"));
    }

    [Fact]
    public async Task File_IsRefusedAtItsField_WhenItIsNotOfTheSortAskedFor()
    {
        await NewEntity.PublishAsync(Installation, "drone", "Drone", Properties);
        var visit = await VisitAsync();
        await visit.GoAsync("/app/drones/new");

        await visit.Page.Locator("#field-photo").SetInputFilesAsync(new FilePayload { Name = "evil.png", MimeType = "image/png", Buffer = "<svg onload=alert(1)>"u8.ToArray() });

        await Expect(visit.Page.Locator("#field-photo-problem")).ToContainTextAsync("this is image/svg+xml");
        await Expect(visit.Page.Locator("#field-photo")).ToHaveAttributeAsync("aria-invalid", "true");
    }
}
