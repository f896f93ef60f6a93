using System.Text.Json.Nodes;
using Crm.EndToEnd.Tests.Hosting;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Crm.EndToEnd.Tests.Journeys;

/// <summary>Two people on one record: the second learns of the first, and nobody's words are lost.</summary>
public sealed class ConflictTests(Installation installation) : BrowserTest(installation)
{
    [Fact]
    public async Task SecondSave_ShowsTheConflict_AndKeepsBothVersionsInReach()
    {
        var (first, second, address) = await BothEditAsync("Meyer");

        await SaveAsync(first, "First name", "Anna");
        await Expect(first.Toast("Saved.")).ToBeVisibleAsync();
        await SaveAsync(second, "Job title", "Captain");

        var notice = second.Page.GetByRole(AriaRole.Alert);
        await Expect(notice).ToContainTextAsync("saved this record");
        await Expect(notice).ToContainTextAsync("Anna");
        await Expect(second.Field("Job title")).ToHaveValueAsync("Captain");
        await Accessibility.CheckAsync(second);
        Assert.Null((await Installation.Api.GetAsync(address))["job_title"]?.GetValue<string>());

        await second.Button("Save mine on top").ClickAsync();
        await Expect(second.Toast("Saved.")).ToBeVisibleAsync();
        var both = await Installation.Api.GetAsync(address);
        Assert.Equal(("Anna", "Captain"), (both["first_name"]!.GetValue<string>(), both["job_title"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Reload_ShowsWhatTheOtherSaved_WhenTheConflictIsGivenUp()
    {
        var (first, second, _) = await BothEditAsync("Schmidt");

        await SaveAsync(first, "First name", "Berta");
        await Expect(first.Toast("Saved.")).ToBeVisibleAsync();
        await SaveAsync(second, "First name", "Bruno");
        await second.Button("Reload and drop my changes").ClickAsync();

        await Expect(second.Page.GetByRole(AriaRole.Heading, new() { Name = "Berta Schmidt", Level = 1 })).ToBeVisibleAsync();
        await Expect(second.Button("Save")).ToHaveCountAsync(0);
    }

    private async Task<(Visit First, Visit Second, string Address)> BothEditAsync(string lastName)
    {
        var contact = await Installation.Api.PostAsync("api/data/contacts", new JsonObject { ["last_name"] = lastName });
        var id = contact["id"]!.GetValue<string>();
        var (first, second) = (await VisitAsync(), await VisitAsync());
        foreach (var visit in new[] { first, second })
        {
            await visit.GoAsync("/app/contacts/" + id);
            await visit.Button("Edit").ClickAsync();
            await Expect(visit.Field("Last name")).ToHaveValueAsync(lastName);
        }
        return (first, second, $"api/data/contacts({id})");
    }

    private static async Task SaveAsync(Visit visit, string field, string value)
    {
        await visit.Field(field).FillAsync(value);
        await visit.Field(field).BlurAsync();
        await visit.Button("Save").ClickAsync();
    }
}
