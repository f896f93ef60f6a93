using Crm.Platform.Abstractions;
using Crm.Platform.Records.Writing;
using Crm.Platform.Screens.Fields;
using Crm.Platform.Screens.Lists;
using Crm.Platform.Screens.Records;
using Crm.Platform.Screens.Tests.Hosting;
using Crm.Testing.Components;
using Crm.Testing.Platforms;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Platform.Screens.Tests.Fields;

/// <summary>Editors and displays of kinds with a shape of their own, on the record's page.</summary>
public class ShapedKindTests
{
    private static Task<RenderedComponent> OpenAsync(ScreensHost host, Record record, bool edit = true) =>
        host.OpenAsync<RecordScreen>($"/app/stalls/{record.Id}{(edit ? "?edit=1" : "")}", ("Set", "stalls"), ("Id", record.Id));

    [Fact]
    public async Task Save_StoresWhatEachEditorTook()
    {
        await using var host = await ScreensHost.StartAsync(StallDefinition.Json);
        var stall = await host.CreateAsync("stall", ("name", "A"), ("billing_address.city", "Ulm"));
        var page = await OpenAsync(host, stall);

        await page.ChangeAsync("input[type=checkbox][aria-label=Fish]", true);
        await page.ChangeAsync("input[type=checkbox][aria-label='Fresh fruit']", true);
        await page.ChangeAsync("#field-share", "12.5 %");
        await page.ChangeAsync("#field-opens", "2:30 PM");
        await page.ChangeAsync("#field-effort", "1:30");
        await page.ChangeAsync("input[type=radio][aria-label='4 stars']", "on");
        await page.ChangeAsync("#field-paint", "1b8a5a");
        await page.ChangeAsync("#field-settings", "{ \"a\": 1 }");
        await page.ChangeAsync("#field-billing_address", "Hauptstr. 1");
        await page.ChangeAsync("#field-place", "52.5, 13.4");
        await page.ChangeAsync("[data-field=notes] textarea", "<p>Hi</p><script>x</script>");
        await page.ClickAsync(page.Command("Save"));

        var stored = (await host.FindAsync("stall", stall.Id))!;
        Assert.Equal(["fruit", "fish"], TextList.Split((string)stored["wares"]!));
        Assert.Equal((12.50m, new TimeOnly(14, 30), 5400L, 4L), (stored["share"], stored["opens"], stored["effort"], stored["stars"]));
        Assert.Equal(("#1b8a5a", "{\"a\":1}", "<p>Hi</p>"), (stored["paint"], stored["settings"], stored["notes"]));
        Assert.Equal(CompositeValue.Empty.With("street", "Hauptstr. 1").With("city", "Ulm"), stored["billing_address"]);
        Assert.Equal(52.5m, stored["place.latitude"]);
        Assert.Equal("S-0001", stored["number"]);
    }

    [Theory]
    [InlineData("#field-effort", "long", "effort")]
    [InlineData("#field-opens", "25:00", "opens")]
    [InlineData("#field-settings", "{oops", "settings")]
    [InlineData("#field-place", "somewhere", "place")]
    [InlineData("#field-paint", "reddish", "paint")]
    public async Task Editor_KeepsTheTextAndSaysWhy_WhenItCannotBeRead(string control, string text, string field)
    {
        await using var host = await ScreensHost.StartAsync(StallDefinition.Json);
        var page = await OpenAsync(host, await host.CreateAsync("stall", ("name", "A")));

        await page.ChangeAsync(control, text);

        Assert.NotEmpty(page.One($"#field-{field}-problem").TextContent);
        Assert.Equal("true", page.One(control).GetAttribute("aria-invalid"));
    }

    [Fact]
    public async Task Problem_OfAPart_StandsAtItsField()
    {
        await using var host = await ScreensHost.StartAsync(StallDefinition.Json);
        var page = await OpenAsync(host, await host.CreateAsync("stall", ("name", "A")));

        await page.ChangeAsync("#field-billing_address-postal_code", new string('1', 30));
        await page.ClickAsync(page.Command("Save"));

        Assert.Contains("Postal code takes at most 20", page.One("#field-billing_address-problem").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_ShowsEachValueAsPeopleReadIt()
    {
        await using var host = await ScreensHost.StartAsync(StallDefinition.Json);
        var photo = await host.UploadAsync([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], "me.png");
        var permit = await host.UploadAsync("%PDF-1.7"u8.ToArray(), "permit.pdf");
        var made = await host.Writer.CreateAsync("stall", new RecordInput().Set("name", "A").Set("wares", TextList.Join(["fruit", "fish"])).Set("stars", 3L).Set("effort", 5400L).Set("share", 5m)
            .Set("notes", "<p>Hi <b>you</b></p>").Set("billing_address.city", "Ulm").Set("photo", CompositeValue.Empty.With("id", photo)).Set("permit", CompositeValue.Empty.With("id", permit)), host.Caller, CancellationToken.None);

        var page = await OpenAsync(host, made.Value, edit: false);

        Assert.Equal(["Fresh fruit", "Fish"], page.All("[data-field=wares] .pill").Select(p => p.TextContent.Trim()));
        Assert.Equal("3 of 5 stars", page.One("[data-field=stars] [role=img]").GetAttribute("aria-label"));
        Assert.Equal("you", page.One("[data-field=notes] .rich-text b").TextContent);
        Assert.Equal(($"/api/files/{photo}", "me.png"), (page.One("[data-field=photo] img").GetAttribute("src"), page.One("[data-field=photo] img").GetAttribute("alt")));
        Assert.Equal(("permit.pdf", "permit.pdf"), (page.One("[data-field=permit] a").TextContent, page.One("[data-field=permit] a").GetAttribute("download")));
        foreach (var text in (string[])["1h 30m", "5 %", "Ulm", "S-0001"])
            Assert.Contains(text, page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task File_IsLetGo_WhenItIsRemoved()
    {
        await using var host = await ScreensHost.StartAsync(StallDefinition.Json);
        var permit = await host.UploadAsync("%PDF-1.7"u8.ToArray(), "permit.pdf");
        var made = await host.Writer.CreateAsync("stall", new RecordInput().Set("name", "A").Set("permit", CompositeValue.Empty.With("id", permit)), host.Caller, CancellationToken.None);
        var page = await OpenAsync(host, made.Value);
        Assert.Equal("application/pdf,.txt", page.One("#field-permit").GetAttribute("accept"));

        await page.ClickAsync(page.Command("Remove Permit"));
        await page.ClickAsync(page.Command("Save"));

        Assert.Null((await host.FindAsync("stall", made.Value.Id))!["permit"]);
    }

    [Fact]
    public async Task List_FiltersByChoicesAndParts_InWords()
    {
        await using var host = await ScreensHost.StartAsync(StallDefinition.Json);
        await host.CreateAsync("stall", ("name", "Apple"), ("wares", TextList.Join(["fruit", "fish"])), ("billing_address.city", "Ulm"));
        await host.CreateAsync("stall", ("name", "Pear"), ("wares", TextList.Join(["fruit"])), ("billing_address.city", "Bonn"));

        var page = await host.OpenAsync<ListScreen>($"/app/stalls?filter={Uri.EscapeDataString("includes(wares, 'fish') && billing_address.city == 'Ulm'")}", ("Set", "stalls"));

        Assert.Equal(["Apple"], page.All("[data-row] td.name").Select(c => c.TextContent.Trim()));
        Assert.Contains("Wares includes Fish", page.Text, StringComparison.Ordinal);
        Assert.Contains("Billing address: City is Ulm", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PluginKind_IsEditedShownAndListed_WithItsOwnLook()
    {
        const string Definition = """{ "name": "payee", "plural": "stalls", "properties": { "name": { "type": "string" }, "account": { "x-crm": { "kind": "iban" } } } }""";
        await using var host = await ScreensHost.StartAsync(Definition, kinds => kinds.AddSingleton<IFieldKind, IbanKind>(), looks => looks.AddFieldDisplay<IbanDisplay>(IbanKind.Name));
        var payee = await host.CreateAsync("payee", ("name", "A"));
        var page = await OpenAsync(host, payee);

        await page.ChangeAsync("#field-account", "DE00 0000");
        await page.ClickAsync(page.Command("Save"));
        Assert.Contains("bank account", page.One("#field-account-problem").TextContent, StringComparison.Ordinal);
        await page.ChangeAsync("#field-account", "de89 3704 0044 0532 0130 00");
        await page.ClickAsync(page.Command("Save"));

        Assert.Equal("DE89370400440532013000", (await host.FindAsync("payee", payee.Id))!["account"]);
        var list = await host.OpenAsync<ListScreen>($"/app/stalls?filter={Uri.EscapeDataString("account == 'DE89370400440532013000'")}", ("Set", "stalls"));
        Assert.Equal("DE89 3704 0044 0532 0130 00", list.One("[data-row] [data-iban]").TextContent);
    }
}
