using Crm.Platform.Screens.Records;
using Crm.Platform.Screens.Tests.Hosting;

namespace Crm.Platform.Screens.Tests.Records;

public class NewRecordScreenTests
{
    [Fact]
    public async Task Save_CreatesAndOpensTheRecord_WhenItIsRight()
    {
        await using var host = await ScreensHost.StartAsync();
        var page = await host.OpenAsync<NewRecordScreen>("/app/visits/new", ("Set", "visits"));

        await page.ChangeAsync("#field-subject", "New call");
        await page.ClickAsync(page.Command("Save"));

        var id = Guid.Parse(host.Navigation.Here["/app/visits/".Length..]);
        var stored = await host.FindAsync("visit", id);
        Assert.Equal(("New call", "open"), (stored!["subject"], stored["status"]));
    }

    [Fact]
    public async Task Save_AsksForTheField_WhenItIsRequiredAndEmpty()
    {
        await using var host = await ScreensHost.StartAsync();
        var page = await host.OpenAsync<NewRecordScreen>("/app/visits/new", ("Set", "visits"));

        await page.ClickAsync(page.Command("Save"));

        Assert.Equal("Subject is required.", page.One("#field-subject-problem").TextContent);
        Assert.Equal("/app/visits/new", host.Navigation.Here);
    }

    [Fact]
    public async Task New_TakesValuesOfTheAddress_WhenTheyFitTheirFields()
    {
        await using var host = await ScreensHost.StartAsync();
        var site = await host.CreateAsync("site", ("name", "Harbour"));

        var page = await host.OpenAsync<NewRecordScreen>($"/app/visits/new?site_id={site.Id}&guests=3&amount=nonsense&nothing=1", ("Set", "visits"));

        Assert.Equal("Harbour", page.One("#field-site_id").GetAttribute("value"));
        Assert.Equal("3", page.One("#field-guests").GetAttribute("value"));
        Assert.Equal("", page.One("#field-amount").GetAttribute("value"));
    }

    [Fact]
    public async Task Date_TakesAWord_WhenSomebodyTypesTomorrow()
    {
        await using var host = await ScreensHost.StartAsync();
        var page = await host.OpenAsync<NewRecordScreen>("/app/visits/new", ("Set", "visits"));

        await page.ChangeAsync("#field-subject", "Soon");
        await page.ChangeAsync("#field-day", "Tomorrow");
        await page.ClickAsync(page.Command("Save"));

        var stored = await host.FindAsync("visit", Guid.Parse(host.Navigation.Here["/app/visits/".Length..]));
        Assert.Equal(new DateOnly(2026, 3, 16), stored!["day"]);
    }
}
