using System.Text.Json;
using Microsoft.Playwright;

namespace Crm.EndToEnd.Tests.Hosting;

/// <summary>axe-core's opinion of a page.</summary>
internal static class Accessibility
{
    private static readonly string Rules = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "axe.min.js"));

    /// <summary>Fails with one line per serious or critical violation: page, rule, place, what is wrong.</summary>
    public static async Task CheckAsync(Visit visit)
    {
        var violations = await ViolationsAsync(visit.Page);
        Assert.True(violations.Count == 0, string.Join(Environment.NewLine, violations));
    }

    private static async Task<IReadOnlyList<string>> ViolationsAsync(IPage page)
    {
        await Assertions.Expect(page.Locator("[aria-busy=true]")).ToHaveCountAsync(0);
        await page.EvaluateAsync(Rules);
        // Without preload: it copies style sheets into the page, which the page's own policy refuses.
        var report = await page.EvaluateAsync<JsonElement>("() => axe.run(document, { resultTypes: ['violations'], preload: false })");
        return [.. from violation in report.GetProperty("violations").EnumerateArray()
                   where violation.GetProperty("impact").GetString() is "serious" or "critical"
                   from node in violation.GetProperty("nodes").EnumerateArray()
                   select $"{new Uri(page.Url).PathAndQuery} {violation.GetProperty("id").GetString()}: {node.GetProperty("html").GetString()} {node.GetProperty("failureSummary").GetString()?.ReplaceLineEndings(" ")}"];
    }
}
