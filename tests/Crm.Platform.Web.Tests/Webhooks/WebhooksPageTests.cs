using Crm.Designer.Webhooks;
using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Snapshots;
using Crm.Platform.Screens;
using Crm.Platform.Webhooks.Administration;
using Crm.Testing.Components;
using Crm.Testing.Platforms;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Platform.Web.Tests.Webhooks;

public sealed class WebhooksPageTests(TestHost host) : IClassFixture<TestHost>
{
    private static readonly Caller Admin = new(null, CallerRights.Read | CallerRights.Write | CallerRights.Admin) { Name = "Ada" };

    [Fact]
    public async Task Webhook_IsAdded_AndItsSecretShownOnce()
    {
        await using var components = Components();
        var page = await components.RenderAsync<WebhooksPage>();

        await page.ClickAsync(page.Command("Add webhook"));
        await page.ChangeAsync("#webhook-name", "Ledger");
        await page.ChangeAsync("#webhook-url", "https://ledger.example/hook");
        await page.ChangeAsync("#webhook-entity", "account");
        await page.RaiseAsync(page.Command("Save"), "onsubmit", EventArgs.Empty);
        var secret = page.One(".secret code").TextContent;
        await page.ClickAsync(page.Command("I have it"));

        Assert.StartsWith("whsec_", secret, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, page.Html, StringComparison.Ordinal);
        Assert.Contains("https://ledger.example/hook", page.Text, StringComparison.Ordinal);
        Assert.Contains("Accounts: created, updated, deleted", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Form_TellsWhatIsWrong_AtItsInputs()
    {
        await using var components = Components();
        var page = await components.RenderAsync<WebhooksPage>();

        await page.ClickAsync(page.Command("Add webhook"));
        await page.ChangeAsync("#webhook-url", "http://inside.example");
        await page.RaiseAsync(page.Command("Save"), "onsubmit", EventArgs.Empty);

        Assert.Contains("needs a name", page.One("#webhook-name-problem").TextContent, StringComparison.Ordinal);
        Assert.Contains("https://", page.One("#webhook-url-problem").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Webhook_IsTurnedOffAndRemoved()
    {
        await using var components = Components();
        var made = (await Service.CreateAsync(new WebhookInput { Name = "Gone soon", Url = "https://gone.example", Entity = "contact" }, Admin, CancellationToken.None)).Value.Webhook;
        var page = await components.RenderAsync<WebhooksPage>();

        await page.ChangeAsync("input[aria-label='Gone soon is on']", false);
        var off = (await Service.FindAsync(made.Id, Admin, CancellationToken.None)).Value;
        await page.ClickAsync(page.Command("Remove Gone soon"));

        Assert.False(off.Enabled);
        Assert.IsType<NotFound>((await Service.FindAsync(made.Id, Admin, CancellationToken.None)).Failure);
        Assert.DoesNotContain("Gone soon", page.Text, StringComparison.Ordinal);
    }

    private IWebhooks Service => host.Services.GetRequiredService<IWebhooks>();

    private ComponentHost Components() => new(services =>
    {
        services.AddSingleton(Service);
        services.AddSingleton(host.Services.GetRequiredService<IMetadata>());
        services.AddSingleton<ICurrentCaller>(new FixedCaller());
        services.AddCrmScreens();
    });

    private sealed class FixedCaller : ICurrentCaller
    {
        public ValueTask<Caller> GetAsync(CancellationToken cancellationToken) => ValueTask.FromResult(Admin);
    }
}
