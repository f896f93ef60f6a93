using Crm.EndToEnd.Tests.Hosting;
using Crm.Testing.Hosting;
using Crm.Testing.Platforms;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Crm.EndToEnd.Tests.Journeys;

/// <summary>From the printed link to the first signed-in page, on an installation of its own.</summary>
public sealed class FirstRunTests(Installation installation) : BrowserTest(installation), IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task SetupLink_MakesTheAdministratorWhoCanSignInAgain()
    {
        await using var host = await HostProcess.StartAsync(_folder.Path);
        var visit = await TrackAsync(await Installation.Browser.NewContextAsync(new() { BaseURL = host.Address.ToString(), Locale = "en-GB" }));
        var page = visit.Page;

        await page.GotoAsync(host.SetupLink!.ToString());
        await Accessibility.CheckAsync(visit);
        await page.GetByLabel("Your name").FillAsync("Ada Lovelace");
        await page.GetByLabel("E-mail").FillAsync(HostSettings.AdminEmail);
        await page.GetByLabel("Password", new() { Exact = true }).FillAsync(HostSettings.AdminPassword);
        await page.GetByLabel("Password again").FillAsync(HostSettings.AdminPassword);
        await page.GetByRole(AriaRole.Button, new() { Name = "Create administrator" }).ClickAsync();
        await visit.LiveAsync();
        await Expect(page).ToHaveURLAsync(host.Address.ToString());
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();

        await SignOutAsync(visit);
        var signIn = new SignInPage(page);
        await signIn.SignInAsync(HostSettings.AdminEmail, "not-the-password");
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("not right");
        await Accessibility.CheckAsync(visit);
        await signIn.SignInAsync(HostSettings.AdminEmail, HostSettings.AdminPassword);
        await visit.LiveAsync();
        await Expect(visit.Button("Account of Ada Lovelace")).ToBeVisibleAsync();

        visit.Expected = "/setup";
        await page.GotoAsync(host.SetupLink.ToString());
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Already set up" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Pages_AskForSignIn_AndLeadBackToWhatWasAskedFor()
    {
        await using var context = await Installation.Browser.NewContextAsync(new() { BaseURL = Installation.Host.Address.ToString() });
        var visit = await TrackAsync(context);

        await visit.Page.GotoAsync("/app/contacts?q=nobody");
        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = "Sign in" })).ToBeVisibleAsync();
        await new SignInPage(visit.Page).SignInAsync(HostSettings.AdminEmail, HostSettings.AdminPassword);
        await visit.LiveAsync();

        await Expect(visit.Page).ToHaveURLAsync(new Uri(Installation.Host.Address, "/app/contacts?q=nobody").ToString());
    }

    [Fact]
    public async Task Host_EndsInTime_WhileAPageIsOpen()
    {
        await using var host = await HostProcess.StartAsync(_folder.Path, HostSettings.Unattended);
        await using var context = await Installation.Browser.NewContextAsync(new() { BaseURL = host.Address.ToString() });
        var page = await context.NewPageAsync();
        await new SignInPage(page).OpenAndSignInAsync();

        Assert.Equal(0, await host.StopAsync());
        Assert.Empty(host.Errors);
    }

    private static async Task SignOutAsync(Visit visit)
    {
        await visit.Button("Account of Ada Lovelace").ClickAsync();
        await visit.Page.GetByRole(AriaRole.Menuitem, new() { Name = "Sign out" }).ClickAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = "Sign in" })).ToBeVisibleAsync();
    }
}
