using Crm.Platform.Abstractions;
using Crm.Platform.Records.Writing;
using Crm.Platform.Screens.Records;
using Crm.Platform.Screens.Tests.Hosting;
using Crm.Testing.Components;

namespace Crm.Platform.Screens.Tests.History;

public class HistoryPanelTests
{
    [Fact]
    public async Task Tab_TellsWhatChanged_WithLookupsByName()
    {
        await using var host = await ScreensHost.StartAsync();
        var site = await host.CreateAsync("site", ("name", "North"));
        var visit = await host.CreateAsync("visit", ("subject", "Call"));
        await ChangeAsync(host, visit, ("site_id", site.Id), ("amount", 12.5m));

        var page = await OpenAsync(host, visit);

        var changes = page.All(".change").Select(c => string.Join('|', c.QuerySelectorAll("span.cut").Select(part => part.TextContent.Trim()))).ToList();
        Assert.Equal(2, changes.Count);
        Assert.Contains("Site|empty|North", changes);
        Assert.Contains(changes, c => c.StartsWith("Amount|empty|", StringComparison.Ordinal) && c.Contains("12", StringComparison.Ordinal));
        Assert.Contains("created it", page.Text, StringComparison.Ordinal);
        Assert.Contains("changed 2 fields", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PutBack_GivesTheOldValue()
    {
        await using var host = await ScreensHost.StartAsync();
        var visit = await host.CreateAsync("visit", ("subject", "Call"));
        await ChangeAsync(host, visit, ("subject", "Meeting"));
        var page = await OpenAsync(host, visit);

        await page.ClickAsync(page.Command("Put back Subject: Call"));

        Assert.Equal("Call", (await host.FindAsync("visit", visit.Id))!["subject"]);
        Assert.Equal("Call", page.One("h1").TextContent);
    }

    [Fact]
    public async Task PutBack_AsksAgain_WhenALaterChangeStandsInTheWay()
    {
        await using var host = await ScreensHost.StartAsync();
        var visit = await host.CreateAsync("visit", ("subject", "Call"));
        await ChangeAsync(host, visit, ("subject", "Meeting"));
        await ChangeAsync(host, visit, ("subject", "Lunch"));
        var page = await OpenAsync(host, visit);

        await page.ClickAsync(page.Command("Put back Subject: Call"));
        Assert.Contains("Subject was changed again since", page.One("[role=alert]").TextContent, StringComparison.Ordinal);
        await page.ClickAsync(page.Command("Put back anyway"));

        Assert.Equal("Call", (await host.FindAsync("visit", visit.Id))!["subject"]);
    }

    [Fact]
    public async Task BackToHere_MakesTheRecordWhatItWas()
    {
        await using var host = await ScreensHost.StartAsync();
        var visit = await host.CreateAsync("visit", ("subject", "Call"));
        host.Advance(TimeSpan.FromMinutes(1));
        await ChangeAsync(host, visit, ("subject", "Meeting"), ("guests", 3L));
        host.Advance(TimeSpan.FromMinutes(1));
        await ChangeAsync(host, visit, ("guests", 5L));
        var page = await OpenAsync(host, visit);

        await page.ClickAsync(page.All("button").Last(b => b.TextContent.Contains("Back to here", StringComparison.Ordinal)));

        var back = (await host.FindAsync("visit", visit.Id))!;
        Assert.Equal(("Call", null), (back["subject"], back["guests"]));
    }

    [Fact]
    public async Task Tab_OffersNoWayBack_ToWhoMayOnlyRead()
    {
        await using var host = await ScreensHost.StartAsync(CallerRights.Read);
        var visit = await host.CreateAsync("visit", ("subject", "Call"));
        await host.Writer.UpdateAsync("visit", visit.Id, new RecordInput().Set("subject", "Meeting"), null, Caller.Platform, CancellationToken.None);

        var page = await OpenAsync(host, visit);

        Assert.Single(page.All(".change"));
        Assert.DoesNotContain(page.All("button"), b => b.TextContent.Contains("Put back", StringComparison.Ordinal));
    }

    private static async Task<RenderedComponent> OpenAsync(ScreensHost host, Record visit)
    {
        var page = await host.OpenAsync<RecordScreen>($"/app/visits/{visit.Id}", ("Set", "visits"), ("Id", visit.Id));
        await page.ClickAsync(page.Command("History"));
        return page;
    }

    private static async Task ChangeAsync(ScreensHost host, Record visit, params (string Field, object? Value)[] values)
    {
        var input = values.Aggregate(new RecordInput(), (i, v) => i.Set(v.Field, v.Value));
        Assert.True((await host.Writer.UpdateAsync("visit", visit.Id, input, null, host.Caller, CancellationToken.None)).IsSuccess);
    }
}
