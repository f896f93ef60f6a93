using Crm.Testing.Hosting;
using Microsoft.Playwright;

namespace Crm.EndToEnd.Tests.Hosting;

/// <summary>The page where a person says who they are.</summary>
internal sealed class SignInPage(IPage page)
{
    public async Task OpenAndSignInAsync()
    {
        await page.GotoAsync("/Account/Login");
        await SignInAsync(HostSettings.AdminEmail, HostSettings.AdminPassword);
        await Assertions.Expect(page.Locator("[data-interactive=true]")).ToBeVisibleAsync();
    }

    public async Task SignInAsync(string email, string password)
    {
        await page.GetByLabel("E-mail").FillAsync(email);
        await page.GetByLabel("Password").FillAsync(password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
    }
}
