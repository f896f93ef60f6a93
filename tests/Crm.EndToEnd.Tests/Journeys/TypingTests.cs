using Crm.EndToEnd.Tests.Hosting;
using static Microsoft.Playwright.Assertions;

namespace Crm.EndToEnd.Tests.Journeys;

/// <summary>Somebody types faster than the server answers: no letter may be taken back.</summary>
public sealed class TypingTests(Installation installation) : BrowserTest(installation)
{
    private const string Words = "the quick brown fox jumps over the lazy dog and on ";

    [Theory]
    [InlineData("/", "Search all records")]
    [InlineData("/app/accounts", "Search in Accounts")]
    [InlineData("/app/deals/new", "Account")]
    public async Task Box_KeepsEveryLetter_WhenTypedIntoFast(string address, string label)
    {
        var visit = await VisitAsync();
        await visit.GoAsync(address);
        var box = visit.Page.GetByLabel(label, new() { Exact = true });

        await box.PressSequentiallyAsync(Words, new() { Delay = 7 });
        // The answers have all come once what was typed has been looked for.
        await Expect(visit.Page.Locator(label == "Account" ? "[role=option].new" : label == "Search in Accounts" ? ".state" : ".hits")).ToHaveCountAsync(1);

        await Expect(box).ToHaveValueAsync(Words);
    }

    [Fact]
    public async Task ListSearch_IsEmptied_WhenTheFiltersAreCleared()
    {
        var visit = await VisitAsync();
        await visit.GoAsync("/app/accounts");
        var box = visit.Page.GetByLabel("Search in Accounts");
        await box.FillAsync("nothing is called so");

        await visit.Button("Clear filters").ClickAsync();

        await Expect(box).ToHaveValueAsync("");
        await Expect(visit.Button("Clear filters")).ToHaveCountAsync(0);
    }
}
