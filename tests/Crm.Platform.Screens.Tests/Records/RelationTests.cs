using Crm.Platform.Abstractions;
using Crm.Platform.Records.Reading;
using Crm.Platform.Screens.Records;
using Crm.Platform.Screens.Tests.Hosting;
using Crm.Testing.Components;

namespace Crm.Platform.Screens.Tests.Records;

/// <summary>Relations on the page of a record, by the form that is made for an entity without one.</summary>
public class RelationTests
{
    private const string Bill = """{"name":"bill","title":"Bill","properties":{"name":{"type":"string"}},"x-crm":{"relations":{"lines":{"owned":"line","via":"bill_id","sort":"place"},"tags":{"manyToMany":"tag","inverse":"bills"},"helpers":{"manyToMany":"tag","fields":{"hours":{"type":"integer","title":"Hours"}}},"pass":{"one":"pass","via":"bill_id"}}}}""";
    private const string Line = """{"name":"line","title":"Line","required":["bill_id","text"],"properties":{"text":{"type":"string","title":"Text"},"count":{"type":"integer","title":"Count","minimum":1},"twice":{"type":"integer","title":"Twice","readOnly":true,"x-crm":{"formula":"count * 2"}},"place":{"type":"integer"},"bill_id":{"type":"string","x-crm":{"lookup":"bill","onDelete":"cascade"}}}}""";
    private const string Tag = """{"name":"tag","title":"Tag","properties":{"name":{"type":"string"}}}""";
    private const string Pass = """{"name":"pass","plural":"passes","title":"Pass","properties":{"name":{"type":"string"},"bill_id":{"type":"string","x-crm":{"lookup":"bill","unique":true}}}}""";

    [Fact]
    public async Task Lines_AreAddedInOrder_AndSavedWithTheRecord()
    {
        await using var host = await StartAsync();
        var bill = await host.CreateAsync("bill", ("name", "B"));
        var page = await OpenAsync(host, bill);

        await page.ClickAsync(page.Command("Add line"));
        await page.ChangeAsync(Cell(page, 0, "text"), "first");
        await page.ChangeAsync(Cell(page, 0, "count"), "4");
        Assert.Equal("8", page.One("[data-row='0'] [data-title=Twice]").TextContent.Trim());
        await page.ClickAsync(page.Command("Add line"));
        await page.ChangeAsync(Cell(page, 1, "text"), "second");
        await page.ClickAsync(page.Command("Move line 2 up"));
        await page.ClickAsync(page.Command("Save"));

        var lines = await host.Reader.QueryAsync(new RecordQuery("line") { Sort = [new RecordSort("place")] }, Caller.Platform, CancellationToken.None);
        Assert.Equal([("second", 1L), ("first", 2L)], lines.Value.Rows.Select(r => ((string)r.Record["text"]!, (long)r.Record["place"]!)));
    }

    [Fact]
    public async Task Line_ShowsWhatIsWrong_InItsCell()
    {
        await using var host = await StartAsync();
        var bill = await host.CreateAsync("bill", ("name", "B"));
        await host.CreateAsync("line", ("bill_id", bill.Id), ("text", "fine"), ("place", 1L));
        var page = await OpenAsync(host, bill);

        await page.ClickAsync(page.Command("Add line"));
        await page.ChangeAsync(Cell(page, 1, "count"), "0");
        await page.ClickAsync(page.Command("Save"));

        Assert.Empty(page.All("[data-row='0'] .problem"));
        Assert.NotEmpty(page.One("[data-row='1'] [data-title=Text] .problem").TextContent);
        Assert.NotEmpty(page.One("[data-row='1'] [data-title=Count] .problem").TextContent);
        Assert.Contains("Lines", page.One("[role=alert]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Line_IsRemoved_AndWhatSomebodyElseAddedStays()
    {
        await using var host = await StartAsync();
        var bill = await host.CreateAsync("bill", ("name", "B"));
        var line = await host.CreateAsync("line", ("bill_id", bill.Id), ("text", "mine"));
        bill = (await host.FindAsync("bill", bill.Id))!;
        var page = await OpenAsync(host, bill);

        await page.ClickAsync(page.Command("Remove line 1"));
        await page.ClickAsync(page.Command("Save"));

        Assert.Null(await host.FindAsync("line", line.Id));
        Assert.Equal(bill.Version + 1, (await host.FindAsync("bill", bill.Id))!.Version);
    }

    [Fact]
    public async Task Tags_AreLinks_AndAreRemoved()
    {
        await using var host = await StartAsync();
        var (bill, tag) = (await host.CreateAsync("bill", ("name", "B")), await host.CreateAsync("tag", ("name", "VIP")));
        await host.CreateAsync("bill_tags", ("bill_id", bill.Id), ("tag_id", tag.Id));
        var page = await OpenAsync(host, bill);

        Assert.Equal("VIP", page.One($"[data-relation=tags] a[href='/app/tags/{tag.Id}']").TextContent);
        await page.ClickAsync(page.Command("Remove VIP"));
        await page.ClickAsync(page.Command("Save"));

        Assert.Equal(0, (await host.Reader.CountAsync(new RecordQuery("bill_tags"), Caller.Platform, CancellationToken.None)).Value);
    }

    [Fact]
    public async Task Link_WithFields_IsARowOneEdits()
    {
        await using var host = await StartAsync();
        var (bill, tag) = (await host.CreateAsync("bill", ("name", "B")), await host.CreateAsync("tag", ("name", "Ada")));
        var link = await host.CreateAsync("bill_helpers", ("bill_id", bill.Id), ("tag_id", tag.Id));
        var page = await OpenAsync(host, bill);

        await page.ChangeAsync("#" + page.One("[data-relation=helpers] [data-row='0'] input").Id, "3");
        await page.ClickAsync(page.Command("Save"));

        Assert.Equal(3L, (await host.FindAsync("bill_helpers", link.Id))!["hours"]);
    }

    [Fact]
    public async Task OtherSide_ListsThem_AndTheOneIsALink()
    {
        await using var host = await StartAsync();
        var (bill, tag) = (await host.CreateAsync("bill", ("name", "B")), await host.CreateAsync("tag", ("name", "VIP")));
        await host.CreateAsync("bill_tags", ("bill_id", bill.Id), ("tag_id", tag.Id));
        await host.CreateAsync("pass", ("name", "P1"), ("bill_id", bill.Id));

        var page = await host.OpenAsync<RecordScreen>($"/app/tags/{tag.Id}", ("Set", "tags"), ("Id", tag.Id));
        await page.ClickAsync(page.All("[role=tab]").Single(t => t.TextContent.StartsWith("Bill", StringComparison.Ordinal)));
        var other = await OpenAsync(host, bill);

        Assert.Equal("B", page.One("table td.name a").TextContent.Trim());
        Assert.Equal("P1", other.One("[data-relation=pass] a").TextContent);
    }

    [Fact]
    public async Task Relations_AreOnlyShown_WhereNothingMayBeWritten()
    {
        await using var host = await StartAsync(CallerRights.Read);
        var bill = await host.CreateAsync("bill", ("name", "B"));
        await host.CreateAsync("line", ("bill_id", bill.Id), ("text", "seen"));
        var page = await OpenAsync(host, bill);

        Assert.Contains("seen", page.One("[data-relation=lines]").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.All("[data-relation] button, [data-relation] input"));
    }

    [Fact]
    public async Task NewRecord_TakesItsLinesAlong()
    {
        await using var host = await StartAsync();
        var page = await host.OpenAsync<NewRecordScreen>("/app/bills/new", ("Set", "bills"));

        await page.ChangeAsync("#field-name", "New");
        await page.ClickAsync(page.Command("Add line"));
        await page.ChangeAsync(Cell(page, 0, "text"), "first");
        await page.ClickAsync(page.Command("Save"));

        Assert.Equal("first", Assert.Single((await host.Reader.QueryAsync(new RecordQuery("line"), Caller.Platform, CancellationToken.None)).Value.Rows).Record["text"]);
    }

    private static Task<ScreensHost> StartAsync(CallerRights rights = CallerRights.Read | CallerRights.Write) =>
        ScreensHost.StartDefinedAsync(rights, ("entity", Bill), ("entity", Line), ("entity", Tag), ("entity", Pass));

    private static Task<RenderedComponent> OpenAsync(ScreensHost host, Record bill) =>
        host.OpenAsync<RecordScreen>($"/app/bills/{bill.Id}?edit=1", ("Set", "bills"), ("Id", bill.Id));

    /// <summary>The control in a cell of the lines.</summary>
    private static string Cell(RenderedComponent page, int row, string field) => "#" + page.One($"[data-relation=lines] [data-row='{row}'] [id^=cell-lines-][id$=-{field}]").Id;
}
