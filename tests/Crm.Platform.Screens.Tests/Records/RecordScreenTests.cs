using Crm.Platform.Abstractions;
using Crm.Platform.Records.Writing;
using Crm.Platform.Screens.Records;
using Crm.Platform.Screens.Tests.Hosting;
using Crm.Testing.Components;

namespace Crm.Platform.Screens.Tests.Records;

public class RecordScreenTests
{
    private static Task<RenderedComponent> OpenAsync(ScreensHost host, Record record) =>
        host.OpenAsync<RecordScreen>($"/app/visits/{record.Id}?edit=1", ("Set", "visits"), ("Id", record.Id));

    [Fact]
    public async Task Save_StoresWhatWasTyped_WhenItIsRight()
    {
        await using var host = await ScreensHost.StartAsync();
        var visit = await host.CreateAsync("visit", ("subject", "Before"));
        var page = await OpenAsync(host, visit);

        await page.ChangeAsync("#field-subject", "After");
        await page.ChangeAsync("#field-guests", "12");
        await page.ClickAsync(page.Command("Save"));

        var stored = await host.FindAsync("visit", visit.Id);
        Assert.Equal(("After", 12L), (stored!["subject"], stored["guests"]));
        Assert.Equal("After", page.One("h1").TextContent);
    }

    [Fact]
    public async Task Save_KeepsTheTextAndSaysWhy_WhenItIsNoNumber()
    {
        await using var host = await ScreensHost.StartAsync();
        var visit = await host.CreateAsync("visit", ("subject", "Call"));
        var page = await OpenAsync(host, visit);

        await page.ChangeAsync("#field-amount", "a lot");
        await page.ClickAsync(page.Command("Save"));

        Assert.Equal(("a lot", "true"), (page.One("#field-amount").GetAttribute("value"), page.One("#field-amount").GetAttribute("aria-invalid")));
        Assert.Contains(page.One("#field-amount-problem").Id!, page.One("#field-amount").GetAttribute("aria-describedby"), StringComparison.Ordinal);
        Assert.Contains("Amount", page.One("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Equal(visit.Version, (await host.FindAsync("visit", visit.Id))!.Version);
    }

    [Fact]
    public async Task Save_PutsTheReasonAtItsField_WhenThePipelineRefuses()
    {
        await using var host = await ScreensHost.StartAsync();
        await host.CreateAsync("visit", ("subject", "Other"), ("code", "A-1"));
        var visit = await host.CreateAsync("visit", ("subject", "Mine"));
        var page = await OpenAsync(host, visit);

        await page.ChangeAsync("#field-code", "a-1");
        await page.ClickAsync(page.Command("Save"));

        Assert.NotEmpty(page.One("#field-code-problem").TextContent);
    }

    [Fact]
    public async Task Save_ShowsWhatOthersChanged_WhenTheRecordMovedOn()
    {
        await using var host = await ScreensHost.StartAsync();
        var visit = await host.CreateAsync("visit", ("subject", "Call"), ("guests", 1L));
        var page = await OpenAsync(host, visit);
        await host.Writer.UpdateAsync("visit", visit.Id, new RecordInput().Set("guests", 9L), null, Caller.Platform, CancellationToken.None);

        await page.ChangeAsync("#field-subject", "Mine");
        await page.ClickAsync(page.Command("Save"));
        var notice = page.One(".stale").TextContent;
        await page.ClickAsync(page.Command("Save mine on top"));

        Assert.Contains("Guests: 1", string.Join(' ', notice.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        var stored = await host.FindAsync("visit", visit.Id);
        Assert.Equal(("Mine", 9L), (stored!["subject"], stored["guests"]));
    }

    [Fact]
    public async Task Discard_BringsBackWhatIsStored_WhenSomethingWasTyped()
    {
        await using var host = await ScreensHost.StartAsync();
        var visit = await host.CreateAsync("visit", ("subject", "Kept"));
        var page = await OpenAsync(host, visit);

        await page.ChangeAsync("#field-subject", "Dropped");
        await page.ClickAsync(page.Command("Discard"));

        Assert.Empty(page.All(".save-bar"));
        Assert.DoesNotContain("Dropped", page.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Delete_LeavesForTheList_WhenItWorked()
    {
        await using var host = await ScreensHost.StartAsync();
        var visit = await host.CreateAsync("visit", ("subject", "Gone"));
        var page = await OpenAsync(host, visit);

        await page.ClickAsync(page.Command("Delete"));

        Assert.Equal("/app/visits", host.Navigation.Here);
        Assert.Null(await host.FindAsync("visit", visit.Id));
    }

    [Fact]
    public async Task Record_ReadsOnly_WhenTheCallerMayNotWrite()
    {
        await using var host = await ScreensHost.StartAsync(CallerRights.Read);
        var visit = await host.CreateAsync("visit", ("subject", "Fixed"));

        var page = await OpenAsync(host, visit);

        Assert.Empty(page.All("input, select, textarea, .field-open"));
        Assert.Contains("Fixed", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Record_SaysItIsNotHere_WhenTheIdIsUnknown()
    {
        await using var host = await ScreensHost.StartAsync();

        var page = await host.OpenAsync<RecordScreen>("/app/visits/x", ("Set", "visits"), ("Id", Guid.NewGuid()));

        Assert.Contains("This visit is not here", page.Text, StringComparison.Ordinal);
    }
}
