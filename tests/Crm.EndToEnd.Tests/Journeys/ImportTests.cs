using System.Text;
using Crm.EndToEnd.Tests.Hosting;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Crm.EndToEnd.Tests.Journeys;

/// <summary>A spreadsheet becomes records: what fits lands, what does not comes back with its reasons.</summary>
public sealed class ImportTests(Installation installation) : BrowserTest(installation)
{
    private const string Properties = """
        {
          "name": { "type": "string", "title": "Name", "maxLength": 80 },
          "depth": { "type": "integer", "title": "Depth" },
          "note": { "type": "string", "title": "Note", "x-crm": { "kind": "multiline" } }
        }
        """;

    /// <summary>Semicolons, a byte order mark, a quoted line break, and a row that does not fit.</summary>
    private const string File = "\uFEFFName;Depth;Note\r\nNorth;12;\"two\r\nlines\"\r\nSouth;deep;wrong\r\nÖstlich;7;\r\nWest;31;plain\r\n";

    [Fact]
    public async Task GoodRows_Land_AndTheOthersComeBackWithTheirReason()
    {
        await NewEntity.PublishAsync(Installation, "buoy", "Buoy", Properties);
        var visit = await VisitAsync();

        await visit.GoAsync("/app/buoys");
        await visit.Link("Import").ClickAsync();
        await ChooseAsync(visit, new FilePayload { Name = "buoys.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(File) });
        await Expect(visit.Page.GetByLabel("Field for Depth")).ToHaveValueAsync("depth");
        await Expect(visit.Page.GetByText("1 would be refused")).ToBeVisibleAsync();
        await Accessibility.CheckAsync(visit);

        await visit.Button("Import 3 rows").ClickAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Status).Filter(new() { HasText = "3 buoys created" })).ToBeVisibleAsync();
        await Accessibility.CheckAsync(visit);

        var errors = await ErrorsAsync(visit);
        Assert.Contains("South,deep,wrong", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("North", errors, StringComparison.Ordinal);

        await visit.Link("Show buoys").ClickAsync();
        foreach (var name in new[] { "North", "Östlich", "West" })
            await Expect(visit.Link(name)).ToBeVisibleAsync();
        var north = (await Installation.Api.GetAsync("api/data/buoys?$filter=name eq 'North'"))["value"]![0]!;
        Assert.Equal("two\nlines", north["note"]!.GetValue<string>().ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task Import_IsRefusedInWords_WhenTheFileIsNoTable()
    {
        await NewEntity.PublishAsync(Installation, "wreck", "Wreck", Properties);
        var visit = await VisitAsync();

        await visit.GoAsync("/app/wrecks/import");
        await ChooseAsync(visit, new FilePayload { Name = "picture.csv", MimeType = "text/csv", Buffer = [0x89, 0x50, 0x4E, 0x47, 0, 0, 0, 13, 0, 0] });

        await Expect(visit.Page.GetByRole(AriaRole.Alert).Or(visit.Page.GetByRole(AriaRole.Heading, new() { Name = "This file cannot be imported" })).First).ToBeVisibleAsync();
        await Accessibility.CheckAsync(visit);
    }

    private static async Task ChooseAsync(Visit visit, FilePayload file)
    {
        var input = visit.Page.Locator("input[type=file]");
        // Choosing by hand waits for the input to be enabled; the call below does not.
        await Expect(input).ToBeEnabledAsync();
        await input.SetInputFilesAsync(file);
    }

    private static async Task<string> ErrorsAsync(Visit visit)
    {
        var download = await visit.Page.RunAndWaitForDownloadAsync(() => visit.Link("Refused rows (CSV)").ClickAsync());
        using var reader = new StreamReader(await download.CreateReadStreamAsync());
        return await reader.ReadToEndAsync();
    }
}
