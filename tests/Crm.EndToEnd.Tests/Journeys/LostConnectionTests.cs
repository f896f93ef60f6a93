using Crm.EndToEnd.Tests.Hosting;
using static Microsoft.Playwright.Assertions;

namespace Crm.EndToEnd.Tests.Journeys;

/// <summary>The ways back when page and server have lost each other.</summary>
public sealed class LostConnectionTests(Installation installation) : BrowserTest(installation)
{
    [Theory]
    [InlineData("components-reconnect-modal", "components-reconnect-rejected", "reload the page")]
    [InlineData("blazor-error-ui", "shown", "Reload it")]
    public async Task Reload_BringsTheSamePageBack(string notice, string state, string button)
    {
        var visit = await VisitAsync();
        await visit.GoAsync("/app/contacts?page=1&q=x");
        await visit.Page.EvaluateAsync("([id, state]) => { window.before = true; const notice = document.getElementById(id); notice.classList.add(state); notice.style.display = 'block'; }", new[] { notice, state });

        await visit.Button(button).ClickAsync();

        await visit.Page.WaitForFunctionAsync("() => window.before === undefined && document.querySelector('[data-interactive=true]')");
        await Expect(visit.Page.Locator("#" + notice)).ToBeHiddenAsync();
        Assert.EndsWith("/app/contacts?page=1&q=x", visit.Page.Url, StringComparison.Ordinal);
    }
}
