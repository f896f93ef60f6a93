using System.Text;
using Crm.Platform.Abstractions;
using Crm.Platform.Records.Importing;
using Crm.Platform.Records.Writing;
using Crm.Platform.Screens.Importing;
using Crm.Platform.Screens.Lists;
using Crm.Platform.Screens.Records;
using Crm.Platform.Screens.Tests.Hosting;

namespace Crm.Platform.Screens.Tests.Fields;

/// <summary>A lookup of several entities on the screens.</summary>
public class SeveralTargetsTests
{
    private const string Regarding = "#field-regarding_id";
    private const string Firm = """{ "name": "firm", "title": "Company", "pluralTitle": "Companies", "properties": { "name": { "type": "string" }, "city": { "type": "string" } } }""";
    private const string Deal = """{ "name": "deal", "properties": { "name": { "type": "string" } } }""";
    private const string Task = """{ "name": "task", "properties": { "subject": { "type": "string" }, "regarding_id": { "title": "Regarding", "x-crm": { "lookup": ["firm", "deal"] } } } }""";
    private const string Note = """{ "name": "note", "properties": { "text": { "type": "string" }, "about_id": { "title": "About", "x-crm": { "lookup": "*" } } } }""";

    [Fact]
    public async Task Editor_FindsInEveryTarget_AndSavesWhichItIs()
    {
        await using var host = await StartAsync();
        var (_, deal) = await AcmeAsync(host);
        var page = await host.OpenAsync<NewRecordScreen>("/app/tasks/new", ("Set", "tasks"));
        await page.ChangeAsync("#field-subject", "Call");

        await page.InputAsync(Regarding, "acme");
        Assert.Equal(["Companies", "Deals"], page.All("[role=listbox] .menu-title").Select(t => t.TextContent.Trim()));
        Assert.Equal("Find company, deal…", page.One(Regarding).GetAttribute("placeholder"));
        await page.ClickAsync(page.All("[role=option]").Single(o => o.TextContent.Contains("Acme deal", StringComparison.Ordinal)));
        await page.ClickAsync(page.Command("Save"));

        var saved = await host.FindAsync("task", Guid.Parse(host.Navigation.Here["/app/tasks/".Length..]));
        Assert.Equal((deal.Id, "deal"), (saved!["regarding_id"], saved["regarding_type"]));
    }

    [Fact]
    public async Task Editor_AsksForTheEntityFirst_WhenThereAreMany()
    {
        await using var host = await StartAsync([.. Enumerable.Range(0, 5).Select(i => $$"""{ "name": "other_{{i}}", "properties": { "name": { "type": "string" } } }""")]);
        var (firm, _) = await AcmeAsync(host);
        var page = await host.OpenAsync<NewRecordScreen>("/app/notes/new", ("Set", "notes"));

        await page.ChangeAsync("select[aria-label='About is of']", "firm");
        await page.InputAsync("#field-about_id", "acme");
        await page.ClickAsync(page.One("[role=option]"));
        await page.ClickAsync(page.Command("Save"));

        var saved = await host.FindAsync("note", Guid.Parse(host.Navigation.Here["/app/notes/".Length..]));
        Assert.Equal((firm.Id, "firm"), (saved!["about_id"], saved["about_type"]));
    }

    [Fact]
    public async Task RecordAndList_LeadToTheTarget_WhateverItsEntity()
    {
        await using var host = await StartAsync();
        var (firm, deal) = await AcmeAsync(host);
        var task = await host.CreateAsync("task", ("subject", "A"), ("regarding_id", firm.Id));
        await host.CreateAsync("task", ("subject", "B"), ("regarding_id", deal.Id));

        var record = await host.OpenAsync<RecordScreen>($"/app/tasks/{task.Id}", ("Set", "tasks"), ("Id", task.Id));
        var list = await host.OpenAsync<ListScreen>("/app/tasks?columns=regarding_id,regarding_type,regarding.firm.city", ("Set", "tasks"));

        Assert.Equal($"/app/firms/{firm.Id}", record.One("a.lookup").GetAttribute("href"));
        Assert.Equal([$"/app/deals/{deal.Id}", $"/app/firms/{firm.Id}"], list.All("a.lookup").Select(a => a.GetAttribute("href")!).Order());
        Assert.Equal(["Ulm"], list.All("td[data-title='Company: City']").Select(c => c.TextContent.Trim()).Where(t => t.Length > 0));
        Assert.Equal(["Deal", "Firm"], list.All(".pill").Select(p => p.TextContent.Trim()).Order());
    }

    [Fact]
    public async Task RelatedList_ShowsWhatPointsHere_AndBeginsANewOneWithIt()
    {
        await using var host = await StartAsync();
        var (firm, deal) = await AcmeAsync(host);
        await host.CreateAsync("task", ("subject", "Of the firm"), ("regarding_id", firm.Id));
        await host.CreateAsync("task", ("subject", "Of the deal"), ("regarding_id", deal.Id));

        var page = await host.OpenAsync<RecordScreen>($"/app/firms/{firm.Id}", ("Set", "firms"), ("Id", firm.Id));
        await page.ClickAsync(page.All("[role=tab]").Single(t => t.TextContent.Contains("Tasks", StringComparison.Ordinal)));
        var address = page.Command("New task").GetAttribute("href")!;
        var told = page.Text;
        var form = await host.OpenAsync<NewRecordScreen>(address, ("Set", "tasks"));

        Assert.Contains("Of the firm", told, StringComparison.Ordinal);
        Assert.DoesNotContain("Of the deal", told, StringComparison.Ordinal);
        Assert.Equal($"/app/tasks/new?regarding_id={firm.Id}&regarding_type=firm", address);
        Assert.Equal("Acme firm", form.One(Regarding).GetAttribute("value"));
        await form.ChangeAsync("#field-subject", "Next");
        await form.ClickAsync(form.Command("Save"));
        var saved = await host.FindAsync("task", Guid.Parse(host.Navigation.Here["/app/tasks/".Length..]));
        Assert.Equal((firm.Id, "firm"), (saved!["regarding_id"], saved["regarding_type"]));
    }

    [Fact]
    public async Task History_NamesTheTarget_InOneLine()
    {
        await using var host = await StartAsync();
        var (firm, deal) = await AcmeAsync(host);
        var task = await host.CreateAsync("task", ("subject", "A"), ("regarding_id", firm.Id));
        await host.Writer.UpdateAsync("task", task.Id, new RecordInput().Set("regarding_id", deal.Id), null, Caller.Platform, CancellationToken.None);

        var page = await host.OpenAsync<RecordScreen>($"/app/tasks/{task.Id}", ("Set", "tasks"), ("Id", task.Id));
        await page.ClickAsync(page.All("[role=tab]").Single(t => t.TextContent.Contains("History", StringComparison.Ordinal)));

        Assert.Contains("changed one field", page.Text, StringComparison.Ordinal);
        Assert.Equal("Regarding|Acme firm|Acme deal", string.Join('|', page.All(".change")[0].QuerySelectorAll("span.cut").Select(part => part.TextContent.Trim())));
        await page.ClickAsync(page.Command("Put back Regarding: Acme firm"));
        Assert.Equal("firm", (await host.FindAsync("task", task.Id))!["regarding_type"]);
    }

    [Fact]
    public async Task FilterChip_NamesTheTarget()
    {
        await using var host = await StartAsync();
        var (firm, deal) = await AcmeAsync(host);
        await host.CreateAsync("task", ("subject", "A"), ("regarding_id", firm.Id));
        await host.CreateAsync("task", ("subject", "B"), ("regarding_id", deal.Id));

        var page = await host.OpenAsync<ListScreen>($"/app/tasks?filter={Uri.EscapeDataString($"regarding_id == '{deal.Id}' && regarding_type == 'deal'")}", ("Set", "tasks"));

        Assert.Contains("Acme deal", page.Text, StringComparison.Ordinal);
        Assert.Equal("1", page.One(".head .count").TextContent);
    }

    [Fact]
    public async Task Import_FindsRecordsOfTheEntityThatIsChosen()
    {
        await using var host = await StartAsync();
        await AcmeAsync(host);
        using var file = new MemoryStream(Encoding.UTF8.GetBytes("Subject,Company\nA,Acme firm\nB,Acme deal\n"));
        var upload = await host.Get<IImports>().UploadAsync(file, "a.csv", host.Caller, CancellationToken.None);
        var page = await host.OpenAsync<ImportScreen>($"/app/tasks/import?file={upload.Value}", ("Set", "tasks"));
        const string Choice = "select[aria-label='Field for Company']";

        Assert.Equal(["Leave out", "Subject", "Regarding: Company", "Regarding: Deal", "Regarding: id", "Regarding type"], page.One(Choice).QuerySelectorAll("option").Select(o => o.TextContent).Take(6));
        await page.ChangeAsync(Choice, "regarding.firm");

        Assert.Equal("regarding.firm", page.One(Choice).GetAttribute("value"));
        Assert.Equal(["Name", "City", "Id"], page.One("select[aria-label='Company is found by']").QuerySelectorAll("option").Select(o => o.TextContent));
        Assert.Contains("There is no company with the name 'Acme deal'.", page.One("tr.bad .why").TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.Command("Import 1 row"));
    }

    private static Task<ScreensHost> StartAsync(params string[] more) => ScreensHost.StartOverAsync([Firm, Deal, Task, Note, .. more]);

    private static async Task<(Record Firm, Record Deal)> AcmeAsync(ScreensHost host) => (await host.CreateAsync("firm", ("name", "Acme firm"), ("city", "Ulm")), await host.CreateAsync("deal", ("name", "Acme deal")));
}
