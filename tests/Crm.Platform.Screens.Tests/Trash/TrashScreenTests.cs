using Crm.Platform.Abstractions;
using Crm.Platform.Records.Reading;
using Crm.Platform.Screens.Tests.Hosting;
using Crm.Platform.Screens.Trash;
using Crm.Testing.Components;

namespace Crm.Platform.Screens.Tests.Trash;

public class TrashScreenTests
{
    [Fact]
    public async Task Trash_ListsWhatWasDeleted_AndFindsIt()
    {
        await using var host = await ScreensHost.StartAsync();
        await DeletedAsync(host, "North call");
        await DeletedAsync(host, "South call");
        await host.CreateAsync("visit", ("subject", "Alive"));
        var page = await OpenAsync(host);
        var all = page.All("tbody strong").Select(s => s.TextContent).Order().ToList();

        await page.ChangeAsync("input[type=search]", "south");

        Assert.Equal(["North call", "South call"], all);
        Assert.Equal("South call", Assert.Single(page.All("tbody strong")).TextContent);
    }

    [Fact]
    public async Task Restore_BringsTheRecordBack()
    {
        await using var host = await ScreensHost.StartAsync();
        var visit = await DeletedAsync(host, "Call");
        var page = await OpenAsync(host);

        await page.ClickAsync(page.Command("Restore Call"));

        Assert.NotNull(await host.FindAsync("visit", visit));
        Assert.Contains("The trash is empty", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DeleteForGood_IsAskedOnce_AndForAdministratorsOnly()
    {
        await using var user = await ScreensHost.StartAsync();
        await DeletedAsync(user, "Call");
        await using var host = await ScreensHost.StartAsync(CallerRights.Read | CallerRights.Write | CallerRights.Admin);
        await DeletedAsync(host, "Call");
        var page = await OpenAsync(host);

        await page.ClickAsync(page.Command("Delete Call for good"));
        var asked = await CountAsync(host);
        await page.ClickAsync(page.Command("Really delete Call for good"));

        Assert.Equal((1L, 0L), (asked, await CountAsync(host)));
        Assert.DoesNotContain("for good", (await OpenAsync(user)).One("tbody").TextContent, StringComparison.Ordinal);
    }

    private static Task<RenderedComponent> OpenAsync(ScreensHost host) => host.OpenAsync<TrashScreen>("/app/visits/trash", ("Set", "visits"));

    private static async Task<Guid> DeletedAsync(ScreensHost host, string subject)
    {
        var visit = await host.CreateAsync("visit", ("subject", subject));
        await host.Writer.DeleteAsync("visit", visit.Id, null, host.Caller, CancellationToken.None);
        return visit.Id;
    }

    private static async Task<long> CountAsync(ScreensHost host) => (await host.Reader.CountAsync(new RecordQuery("visit") { Trashed = true }, host.Caller, CancellationToken.None)).Value;
}
