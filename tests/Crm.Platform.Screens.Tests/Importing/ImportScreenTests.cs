using System.Text;
using Crm.Platform.Abstractions;
using Crm.Platform.Records.Importing;
using Crm.Platform.Records.Writing;
using Crm.Platform.Screens.Importing;
using Crm.Platform.Screens.Tests.Hosting;
using Crm.Testing.Components;

namespace Crm.Platform.Screens.Tests.Importing;

public class ImportScreenTests
{
    [Fact]
    public async Task Import_AsksForAFile_First()
    {
        await using var host = await ScreensHost.StartAsync();

        var page = await OpenAsync(host);

        Assert.NotNull(page.One("input[type=file]"));
        Assert.Equal("File", page.One("[aria-current=step]").TextContent.Trim());
    }

    [Fact]
    public async Task Columns_StartAsGuessed_WithSamplesAndProblemsMarked()
    {
        await using var host = await ScreensHost.StartAsync();
        await host.CreateAsync("site", ("name", "North"));

        var page = await OpenAsync(host, await UploadAsync(host, "Subject,Site,colour\nA,North,red\nB,Nroth,blue\n"));

        Assert.Equal(["subject", "site_id", ""], page.All("select[aria-label^='Field for']").Select(s => s.GetAttribute("value")));
        Assert.Contains("North · Nroth", page.Text, StringComparison.Ordinal);
        Assert.Contains("There is no site with the name 'Nroth'.", page.One("tr.bad .why").TextContent, StringComparison.Ordinal);
        Assert.Contains("1 would be refused", page.Text, StringComparison.Ordinal);
        Assert.NotNull(page.Command("Import 1 row"));
    }

    [Fact]
    public async Task Rows_AllLand_WhenASuggestionIsTaken()
    {
        await using var host = await ScreensHost.StartAsync();
        await host.CreateAsync("site", ("name", "North"));
        var page = await OpenAsync(host, await UploadAsync(host, "Subject,Site\nA,North\nB,Nroth\n"));

        await page.ClickAsync(page.Command("Use “North”"));
        Assert.Contains("all fit", page.Text, StringComparison.Ordinal);
        await page.ClickAsync(page.Command("Import 2 rows"));

        Assert.StartsWith("/app/visits/import?job=", host.Navigation.Here, StringComparison.Ordinal);
        var job = await EndAsync(host);
        Assert.Equal((2, 0), (job.Created, job.Refused));
    }

    [Fact]
    public async Task Outcome_CountsAndGroupsWhatWasRefused()
    {
        await using var host = await ScreensHost.StartAsync();
        await host.CreateAsync("site", ("name", "North"));
        var page = await OpenAsync(host, await UploadAsync(host, "Subject,Site\nA,North\nB,West\nC,West\n"));
        await page.ClickAsync(page.Command("Import 1 row"));
        var job = await EndAsync(host);

        var outcome = await host.OpenAsync<ImportScreen>($"/app/visits/import?job={job.Id}", ("Set", "visits"));

        Assert.Equal("1 visit created", outcome.One("[role=status] h2").TextContent);
        Assert.Equal(["3", "1", "2"], outcome.All("dd").Select(d => d.TextContent));
        Assert.Equal("2 rows|Site|There is no site with the name 'West'.", string.Join('|', outcome.One(".reasons li").Children.Select(c => c.TextContent)));
        Assert.Equal($"/api/imports/{job.Id}/errors", outcome.Command("Refused rows (CSV)").GetAttribute("href"));
    }

    [Fact]
    public async Task File_IsRefused_WithTheReason_WhenItIsNoTable()
    {
        await using var host = await ScreensHost.StartAsync();

        var page = await OpenAsync(host, await UploadAsync(host, "a,A\n1,2\n"));

        Assert.Contains("Column names occur more than once: 'a'.", page.One("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.Command("Choose another file"));
    }

    [Fact]
    public async Task Undo_TakesTheImportBack_AndTellsWhatWasChangedLater()
    {
        await using var host = await ScreensHost.StartAsync();
        var page = await OpenAsync(host, await UploadAsync(host, "Subject\nA\nB\n"));
        await page.ClickAsync(page.Command("Import 2 rows"));
        var job = await EndAsync(host);
        var visits = (await host.Reader.QueryAsync(new("visit"), host.Caller, CancellationToken.None)).Value.Rows;
        await host.Writer.UpdateAsync("visit", visits[0].Record.Id, new RecordInput().Set("guests", 3L), null, host.Caller, CancellationToken.None);
        page = await host.OpenAsync<ImportScreen>($"/app/visits/import?job={job.Id}", ("Set", "visits"));

        await page.ClickAsync(page.Command("Undo import"));

        Assert.Contains("one record was left as it is", page.Text, StringComparison.Ordinal);
        Assert.Contains("It was changed afterwards", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(page.All("button"), b => b.TextContent.Contains("Undo import", StringComparison.Ordinal));
        Assert.Equal(visits[0].Record.Id, Assert.Single((await host.Reader.QueryAsync(new("visit"), host.Caller, CancellationToken.None)).Value.Rows).Record.Id);
    }

    [Fact]
    public async Task Import_CannotStart_WhenARequiredFieldHasNoColumn()
    {
        await using var host = await ScreensHost.StartAsync();

        var page = await OpenAsync(host, await UploadAsync(host, "guests\n1\n"));

        Assert.Contains("Subject is required, but no column goes into it.", page.One("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.True(page.Command("Import").HasAttribute("disabled"));
    }

    [Fact]
    public async Task Import_IsNotOffered_WhenTheCallerMayOnlyRead()
    {
        await using var host = await ScreensHost.StartAsync(CallerRights.Read);

        var page = await OpenAsync(host);

        Assert.Contains("You cannot import visits", page.Text, StringComparison.Ordinal);
        Assert.Empty(page.All("input[type=file]"));
    }

    private static Task<RenderedComponent> OpenAsync(ScreensHost host, Guid? file = null) =>
        host.OpenAsync<ImportScreen>("/app/visits/import" + (file is null ? "" : $"?file={file}"), ("Set", "visits"));

    private static async Task<Guid> UploadAsync(ScreensHost host, string text)
    {
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return (await host.Get<IImports>().UploadAsync(content, "visits.csv", host.Caller, CancellationToken.None)).Value;
    }

    /// <summary>Follows the import that was started until it has ended.</summary>
    private static async Task<Platform.Records.Importing.Jobs.ImportJob> EndAsync(ScreensHost host)
    {
        while (true)
        {
            var job = (await host.Get<IImports>().ListAsync(host.Caller, CancellationToken.None)).Value.Single();
            if (!job.IsActive)
                return job;
            await Task.Yield();
        }
    }
}
