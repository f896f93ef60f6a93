using Crm.Platform.Screens.Lists;
using Crm.Platform.Screens.Records;
using Crm.Platform.Screens.Tests.Hosting;

namespace Crm.Platform.Screens.Tests.Records;

/// <summary>Screens leave out what their person may not see or do.</summary>
public sealed class RoleTests
{
    private const string Rep = """
        {"name":"rep","entities":{"visit":{"create":true,"read":true,"update":"own","delete":"own","fields":{"amount":"hidden","status":"read"}}}}
        """;

    private const string Reader = """{"name":"reader","entities":{"visit":{"read":true,"fields":{"amount":"hidden"}}}}""";

    private static readonly Guid Ann = Guid.CreateVersion7();

    [Fact]
    public async Task Record_HasNoCommand_ForWhatMayNotBeDoneWithIt()
    {
        await using var host = await ScreensHost.StartAsync(Rep, Ann);
        var visit = await host.CreateAsync("visit", ("subject", "Of nobody"), ("amount", 12m));

        var page = await host.OpenAsync<RecordScreen>($"/app/visits/{visit.Id}", ("Set", "visits"), ("Id", visit.Id));

        Assert.Contains("Of nobody", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Amount", page.Text, StringComparison.Ordinal);
        Assert.Empty(page.All("input, select, textarea, .field-open, [aria-label=Delete]"));
    }

    [Fact]
    public async Task Record_OfOnesOwn_IsEdited_ButForReadOnlyFields()
    {
        await using var host = await ScreensHost.StartAsync(Rep, Ann);
        var made = await host.Writer.CreateAsync("visit", new Crm.Platform.Records.Writing.RecordInput().Set("subject", "Mine"), host.Caller, CancellationToken.None);

        var page = await host.OpenAsync<RecordScreen>($"/app/visits/{made.Value.Id}", ("Set", "visits"), ("Id", made.Value.Id));

        Assert.NotEmpty(page.All("[aria-label='Edit Subject']"));
        Assert.Empty(page.All("[aria-label='Edit Status']"));
        Assert.Contains("Open", page.One("[data-field=status]").TextContent, StringComparison.Ordinal);
        Assert.NotEmpty(page.All("[aria-label=Delete]"));
    }

    [Fact]
    public async Task List_OffersOnlyWhatMayBeDone()
    {
        await using var host = await ScreensHost.StartAsync(Reader, Ann);
        await host.CreateAsync("visit", ("subject", "First"));

        var page = await host.OpenAsync<ListScreen>("/app/visits", ("Set", "visits"));

        Assert.Contains("First", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Amount", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("New visit", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Import", page.Text, StringComparison.Ordinal);
        Assert.Empty(page.All("input[type=checkbox][aria-label^=Select]"));
    }

    [Fact]
    public async Task List_OfAClosedEntity_IsNoPage()
    {
        await using var host = await ScreensHost.StartAsync(Rep, Ann);

        var page = await host.OpenAsync<ListScreen>("/app/sites", ("Set", "sites"));

        Assert.DoesNotContain("Sites", page.Text, StringComparison.Ordinal);
        Assert.Empty(page.All("table"));
    }

    [Fact]
    public async Task NewRecord_HasNoEditorForWhatMayNotBeSet_AndIsSaved()
    {
        await using var host = await ScreensHost.StartAsync(Rep, Ann);
        var page = await host.OpenAsync<NewRecordScreen>("/app/visits/new", ("Set", "visits"));

        Assert.DoesNotContain("Amount", page.Text, StringComparison.Ordinal);
        Assert.Empty(page.All("#field-status"));
        await page.ChangeAsync("#field-subject", "Fresh");
        await page.ClickAsync(page.Command("Save"));

        Assert.Matches("^/app/visits/[0-9a-f-]{36}$", host.Navigation.Here);
    }

    [Fact]
    public async Task NewRecord_IsRefused_ToWhoMayNotCreate()
    {
        await using var host = await ScreensHost.StartAsync(Reader, Ann);

        var page = await host.OpenAsync<NewRecordScreen>("/app/visits/new", ("Set", "visits"));

        Assert.Contains("You cannot create visits", page.Text, StringComparison.Ordinal);
    }
}
